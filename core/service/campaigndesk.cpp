// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/campaigndesk.h"

#include "core/json/jsonformat.h"
#include "core/store/completion.h"

#include <QFile>
#include <QSaveFile>
#include <QThreadPool>

namespace stateroom {

using namespace Qt::StringLiterals;
using campaign::Problem;
using campaign::ProblemKind;
using campaign::Variable;

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024; // bytes, far above all that can be declared

/// Runs `work` (`campaign::Outcome<T>(Transaction&)`) as one transaction, of which nothing stays
/// when it refuses.
template <class T, class Work>
void decide(Store& store, Work work, QObject* context, CampaignDesk::Decided<T> done)
{
    const auto refusal = std::make_shared<std::optional<Problem>>();
    store.transact(
        {},
        [work = std::move(work), refusal](Transaction& transaction) -> Result<T> {
            refusal->reset();
            campaign::Outcome<T> outcome = work(transaction);
            if (outcome) {
                if constexpr (std::is_void_v<T>)
                    return {};
                else
                    return std::move(*outcome);
            }
            if (auto* error = std::get_if<Error>(&outcome.error()))
                return fail(std::move(*error));
            *refusal = std::get<Problem>(std::move(outcome).error());
            return fail(ErrorCode::InvalidInput, QString::fromUtf8((*refusal)->message));
        },
        context,
        [refusal, done = std::move(done)](Result<T> result) {
            if (result) {
                if constexpr (std::is_void_v<T>)
                    return done({});
                else
                    return done(std::move(*result));
            }
            if (result.error().code == ErrorCode::InvalidInput && *refusal)
                return done(tl::make_unexpected(std::variant<Error, Problem>(**refusal)));
            done(tl::make_unexpected(std::variant<Error, Problem>(result.error())));
        });
}

QByteArray unescaped(QByteArray segment)
{
    return segment.replace("%2F", "/").replace("%25", "%");
}

/// The different first segments of keys behind `prefix`, without reading all keys.
Result<QByteArrayList> segmentsOf(Reader& reader, const Namespace& space, const QByteArray& prefix)
{
    QByteArrayList found;
    PageRequest request{.prefix = prefix, .limit = 1};
    while (found.size() < Participants::most) {
        const auto page = reader.keys(space, request);
        if (!page)
            return failureOf(page);
        if (page->keys.empty())
            break;
        const QByteArray key = page->keys.front().bytes();
        const QByteArray segment = key.mid(prefix.size()).split('/').front();
        if (!segment.isEmpty())
            found << unescaped(segment);
        request.after = Key(prefix + segment + '0'); // which follows the slash
    }
    return found;
}

Result<Participants> findParticipants(Reader& reader, const QByteArray& id, const QByteArray& sub)
{
    const Namespace own = campaign::valueSpace(id, campaign::Scope::App);
    Participants found;
    for (const Namespace& space : {own, campaign::valueSpace(id, campaign::Scope::User)}) {
        const auto subs = segmentsOf(reader, space, {});
        if (!subs)
            return failureOf(subs);
        for (const QByteArray& one : *subs)
            if (!found.subs.contains(one))
                found.subs << one;
    }
    if (sub.isEmpty())
        return found;
    auto apps = segmentsOf(reader, own, campaign::escapedSegment(sub) + '/');
    if (!apps)
        return failureOf(apps);
    found.apps = std::move(*apps);
    return found;
}

Result<std::vector<VariableState>> readStates(Reader& reader, const campaign::Participant& who)
{
    auto variables = campaign::readVariables(reader, who.campaign);
    if (!variables)
        return failureOf(variables);
    std::vector<VariableState> states;
    for (Variable& variable : *variables) {
        VariableState state{std::move(variable), {}};
        const bool isAddressed =
            !who.sub.isEmpty() &&
            (state.variable.scope != campaign::Scope::App || !who.app.isEmpty());
        if (isAddressed) {
            auto entry =
                reader.get(campaign::valueName(who, state.variable.scope, state.variable.name));
            if (!entry)
                return failureOf(entry);
            state.stored = std::move(*entry);
        }
        if (state.stored)
            state.fits =
                campaign::canonicalValue(state.variable.type, state.stored->value).has_value();
        states.push_back(std::move(state));
    }
    return states;
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput, file.errorString() + u'.');
    QByteArray text = file.read(largestFile + 1);
    if (text.size() > largestFile)
        return fail(ErrorCode::TooLarge, u"The file has more than 16 MiB."_s);
    return text;
}

Result<int> writeFile(const QString& path, const std::vector<VariableState>& states)
{
    QByteArray list;
    for (const VariableState& state : states)
        list += (list.isEmpty() ? "" : ",") + state.variable.toJson();
    const auto text = JsonText::fromValidated(R"({"variables":[)" + list + "]}");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(formatJson(text, {.inlineBytes = 200}) + '\n') < 0 || !file.commit())
        return fail(ErrorCode::StorageFailed, file.errorString() + u'.');
    return int(states.size());
}

} // namespace

void CampaignDesk::list(QObject* context, Told<std::vector<CampaignInfo>> done)
{
    m_service.store().read(
        [](Reader& reader) -> Result<std::vector<CampaignInfo>> {
            const auto spaces = reader.namespaces(campaign::definitionKind);
            if (!spaces)
                return failureOf(spaces);
            std::vector<CampaignInfo> found;
            for (const NamespaceInfo& info : *spaces)
                if (info.keys > 0)
                    found.push_back({info.space.name().toByteArray(), info.keys});
            return found;
        },
        context, std::move(done));
}

void CampaignDesk::read(
    const campaign::Participant& who, QObject* context, Told<std::vector<VariableState>> done)
{
    m_service.store().read(
        [who](Reader& reader) { return readStates(reader, who); }, context, std::move(done));
}

void CampaignDesk::participants(
    const QByteArray& id, const QByteArray& sub, QObject* context, Told<Participants> done)
{
    m_service.store().read(
        [id, sub](Reader& reader) { return findParticipants(reader, id, sub); }, context,
        std::move(done));
}

void CampaignDesk::define(
    const QByteArray& id, const Variable& variable, QObject* context, Decided<void> done)
{
    decide<void>(
        m_service.store(),
        [id, variable, limits = m_service.campaignLimits()](Transaction& transaction) {
            return campaign::define(transaction, id, variable, limits);
        },
        context, std::move(done));
}

void CampaignDesk::redefine(
    const QByteArray& id, const Variable& variable, bool force, QObject* context,
    Decided<Redefinition> done)
{
    campaign::countMisfits(
        m_service.store(), id, variable, context,
        [this, id, variable, force, context, done = std::move(done)](Result<qint64> misfits) {
            if (!misfits)
                return done(tl::make_unexpected(std::variant<Error, Problem>(misfits.error())));
            if (*misfits > 0 && !force)
                return done(Redefinition{*misfits, false});
            decide<Redefinition>(
                m_service.store(),
                [id, variable,
                 count = *misfits](Transaction& transaction) -> campaign::Outcome<Redefinition> {
                    auto redefined = campaign::redefine(transaction, id, variable);
                    if (!redefined)
                        return tl::make_unexpected(std::move(redefined).error());
                    return Redefinition{count, true};
                },
                context, done);
        });
}

void CampaignDesk::exportFile(
    const QByteArray& id, const QString& path, QObject* context, Told<int> done)
{
    read({id, {}, {}}, context, [path, context, done](Result<std::vector<VariableState>> states) {
        if (!states)
            return done(failureOf(states));
        auto told = Completion<int>::posted(context, done);
        QThreadPool::globalInstance()->start([told, path, states = std::move(*states)]() mutable {
            told.complete(writeFile(path, states));
        });
    });
}

void CampaignDesk::importFile(
    const QByteArray& id, const QString& path, QObject* context,
    Decided<campaign::ImportCounts> done)
{
    auto told =
        Completion<QByteArray>::posted(context, [this, id, context, done](Result<QByteArray> text) {
            if (!text)
                return done(tl::make_unexpected(std::variant<Error, Problem>(text.error())));
            auto variables = parseDefinitions(*text);
            if (!variables)
                return done(tl::make_unexpected(std::variant<Error, Problem>(variables.error())));
            importVariables(id, std::move(*variables), context, done);
        });
    QThreadPool::globalInstance()->start([told, path]() mutable { told.complete(readFile(path)); });
}

void CampaignDesk::importVariables(
    const QByteArray& id, std::vector<Variable> variables, QObject* context,
    Decided<campaign::ImportCounts> done)
{
    decide<campaign::ImportCounts>(
        m_service.store(),
        [id, variables = std::move(variables),
         limits = m_service.campaignLimits()](Transaction& transaction) {
            return campaign::importVariables(transaction, id, variables, limits);
        },
        context, std::move(done));
}

Result<QByteArray> CampaignDesk::mint(const campaign::TokenWish& wish) const
{
    if (m_service.store().mode() == StoreMode::Follow)
        return fail(ErrorCode::ReadOnly, u"Tokens are made where the store is served."_s);
    return m_service.tokens().mint(wish, m_service.store().now());
}

campaign::Checked<std::vector<Variable>> parseDefinitions(const QByteArray& text)
{
    auto body = campaign::parseObject(text, {});
    if (!body)
        return campaign::refuse(std::move(body).error());
    const auto list = JsonView(*body).member("variables");
    if (!list || list->type() != JsonType::Array)
        return campaign::refuseField("variables", "must be an array of definitions.");
    std::vector<Variable> variables;
    std::optional<Problem> problem;
    list->forEachElement([&](const JsonView& item) {
        if (item.type() != JsonType::Object) {
            problem = campaign::refuseField("variables", "must be an array of objects.").value();
            return false;
        }
        auto variable = campaign::variableFrom(campaign::VariableDraft::of(item));
        if (variable)
            variables.push_back(std::move(*variable));
        else
            problem = std::move(variable).error();
        return !problem;
    });
    if (problem)
        return campaign::refuse(std::move(*problem));
    return variables;
}

} // namespace stateroom
