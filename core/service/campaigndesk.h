// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/administration.h"
#include "core/api/campaign/mutation.h"
#include "core/api/campaign/variablerules.h"
#include "core/service/service.h"

namespace stateroom {

/// A campaign that has been declared.
struct CampaignInfo {
    QByteArray id;
    qint64 variables = 0;
};

/// A variable, and what a participant has of it.
struct VariableState {
    campaign::Variable variable;
    std::optional<Entry> stored;
    bool fits = true; ///< false: what is stored is not of the variable's type, and counts as none
};

/// What the value of a variable that was changed to another type does not fit.
struct Redefinition {
    qint64 misfits = 0;
    bool done = false; ///< false: there are misfits, and it was not forced
};

/// Whose values a campaign has.
struct Participants {
    static constexpr int most = 50;

    QByteArrayList subs; ///< the first of them
    QByteArrayList apps; ///< of the one that was asked for
};

/// What a person does with campaigns: the window's way to them, beside their HTTP API.
///
/// In one thread with an event loop. Every `done` runs there, and not when its context has gone by
/// then; nothing waits for the disk.
class CampaignDesk {
public:
    /// The service must outlive it.
    explicit CampaignDesk(Service& service)
        : m_service(service)
    {
    }

    template <class T> using Told = std::function<void(Result<T>)>;
    template <class T> using Decided = std::function<void(campaign::Outcome<T>)>;

    /// In the order of their ids.
    void list(QObject* context, Told<std::vector<CampaignInfo>> done);
    /// A campaign's variables in the order of definition. Without sub nothing is stored; without
    /// app nothing in the app's scope.
    void
    read(const campaign::Participant& who, QObject* context, Told<std::vector<VariableState>> done);
    void participants(
        const QByteArray& id, const QByteArray& sub, QObject* context, Told<Participants> done);

    /// As `variables:define`.
    void define(
        const QByteArray& id, const campaign::Variable& variable, QObject* context,
        Decided<void> done);
    /// Puts another definition in the place of the one of that scope and name. Where stored values
    /// do not fit its type, only if forced.
    void redefine(
        const QByteArray& id, const campaign::Variable& variable, bool force, QObject* context,
        Decided<Redefinition> done);

    /// Writes the definitions to a file as `{"variables":[…]}`, which importFile() and the control
    /// API read. Told how many.
    void exportFile(const QByteArray& id, const QString& path, QObject* context, Told<int> done);
    /// All of them or none.
    void importFile(
        const QByteArray& id, const QString& path, QObject* context,
        Decided<campaign::ImportCounts> done);

    /// A user token; errors as TokenAuthority::mint.
    Result<QByteArray> mint(const campaign::TokenWish& wish) const;

private:
    void importVariables(
        const QByteArray& id, std::vector<campaign::Variable> variables, QObject* context,
        Decided<campaign::ImportCounts> done);

    Service& m_service;
};

/// Reads `{"variables":[…]}`; the refusal names the first definition that is none.
campaign::Checked<std::vector<campaign::Variable>> parseDefinitions(const QByteArray& text);

} // namespace stateroom
