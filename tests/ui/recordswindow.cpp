// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/recordswindow.h"

#include "core/json/jsonview.h"
#include "ui/model/roles.h"
#include "ui/records/fieldeditor.h"
#include "ui/shell/browseplace.h"

#include <QLabel>
#include <QTest>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

RecordsWindow::RecordsWindow(TestStore& store, const char* space)
    : window(*store)
{
    window->browse().goTo(Namespace::parse(space).value());
}

RecordsPanel& RecordsWindow::panel()
{
    return window->browse().records();
}

RecordForm& RecordsWindow::form()
{
    return *window.inspector().findChild<RecordForm*>();
}

QWidget& RecordsWindow::controlOf(const QByteArray& field)
{
    return form().editor(field)->control();
}

bool RecordsWindow::waitFor(const QByteArray& id)
{
    return QTest::qWaitFor([&] {
        return window.inspector().name().key == Key(id) && window.inspector().isEditable() &&
               panel().view().currentIndex().data(KeyRole).toByteArray() == id &&
               form().isVisible() && form().draft() && form().draft()->bytes().contains(id);
    });
}

QString RecordsWindow::problem(const QByteArray& field)
{
    QString text;
    for (QLabel* label : form().editor(field)->findChildren<QLabel*>())
        if (label->property("tone") == u"error"_s && label->isVisible())
            text += label->text();
    return text;
}

QByteArray member(const std::optional<Entry>& entry, const QByteArray& name)
{
    const auto value = JsonView(entry->value).member(name);
    return value ? value->raw().toByteArray() : QByteArray();
}

} // namespace stateroom::ui
