// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requestfilter.h"

#include "ui/requests/requestsmodel.h"

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

RequestFilter::RequestFilter(QObject* parent)
    : FilteringModel(parent)
{
}

void RequestFilter::setText(const QString& text)
{
    changeFilter([&] { m_words = text.split(u' ', Qt::SkipEmptyParts); });
}

void RequestFilter::setStatus(int status)
{
    changeFilter([&] { m_status = status; });
}

void RequestFilter::setApi(const QByteArray& api)
{
    changeFilter([&] { m_api = api; });
}

bool RequestFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto* model = qobject_cast<const RequestsModel*>(sourceModel());
    if (model == nullptr || parent.isValid())
        return false;
    const RequestReport& report = model->requestAt(row);
    const bool isError = report.status >= 400 || report.status == 0;
    if (m_status == Errors ? !isError : m_status != AnyStatus && report.status / 100 != m_status)
        return false;
    if (!m_api.isEmpty() && report.api != m_api)
        return false;
    if (m_words.isEmpty())
        return true;
    QString all = QString::fromUtf8(report.errorCode);
    for (int column = RequestsModel::MethodColumn; column < RequestsModel::ColumnCount; ++column)
        all += u' ' + model->data(model->index(row, column), Qt::DisplayRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace stateroom::ui
