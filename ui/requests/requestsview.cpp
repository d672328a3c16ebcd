// SPDX-License-Identifier: GPL-3.0-or-later
// RequestsPlace: its table.
#include "ui/requests/requestfilter.h"
#include "ui/requests/requestsmodel.h"
#include "ui/requests/requestsplace.h"
#include "ui/requests/requesttext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/listtable.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

void RequestsPlace::setUpView()
{
    m_view->setModel(m_filter);
    m_view->setAccessibleName(tr("Requests"));
    using Model = RequestsModel;
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(Model::TimeColumn, {.fixedFont = true, .secondary = true, .leftPadding = metrics::gap16});
    look(Model::MethodColumn, {.fixedFont = true});
    look(Model::PathColumn, {.fixedFont = true});
    look(Model::StatusColumn, {.alignment = Qt::AlignRight});
    look(Model::TookColumn, {.secondary = true, .alignment = Qt::AlignRight});
    look(Model::ApiColumn, {.secondary = true});
    look(Model::KeyColumn, {.fixedFont = true, .secondary = true, .elide = Qt::ElideRight});
    look(Model::ReasonColumn, {.rightPadding = metrics::gap16});
    setUpColumns();
    connect(
        m_filter, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex& first, const QModelIndex& last) {
            const int row = m_view->currentIndex().row();
            if (row >= first.row() && row <= last.row())
                showCurrent();
        });
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RequestsPlace::showCurrent);
}

/// The path tells most, so it has what the others leave; a key and an API stand in the detail, too.
void RequestsPlace::setUpColumns()
{
    using Model = RequestsModel;
    const auto fixed = [](const QString& sample) {
        return roomFor(sample, fixedFont()) + 2 * metrics::gap8;
    };
    const auto plain = [](const QString& sample) {
        return roomFor(sample, uiFont()) + 2 * metrics::gap8;
    };
    std::vector<ColumnNeed> needs(Model::ColumnCount);
    const auto need = [&](int column, int least, int best, int rank = 0) {
        needs[std::size_t(column)] = {.least = least, .best = best, .rank = rank};
    };
    const int time = fixed(u"00:00:00.000"_s) + metrics::gap8;
    const int method = fixed(u"OPTIONS"_s);
    // The sign of trouble stands beside the number, or the sign of order beside the title.
    const int status = plain(u"Status"_s) + metrics::iconSize + metrics::gap8;
    const int took = plain(u"99999"_s);
    const int api = plain(u"integration"_s);
    need(Model::TimeColumn, time, time);
    need(Model::MethodColumn, method, method);
    need(Model::PathColumn, fixed(u"/v1/workflows/wf-1/status"_s), 420);
    need(Model::StatusColumn, status, status);
    need(Model::TookColumn, took, took);
    need(Model::ApiColumn, api, api, 1);
    need(Model::KeyColumn, fixed(u"int_a…bc"_s), fixed(u"int_abcdefgh"_s), 2);
    const int reason = std::max(
        plain(shortReason({.finding = Finding::OriginRefused})),
        plain(shortReason({.finding = Finding::UnknownKey})));
    need(Model::ReasonColumn, reason + metrics::gap8, 220);
    needs[Model::PathColumn].grows = true;
    auto* columns = new ColumnFit(*m_view);
    columns->setNeeds(std::move(needs));
}

} // namespace stateroom::ui
