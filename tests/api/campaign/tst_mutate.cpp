// SPDX-License-Identifier: GPL-3.0-or-later
// mutate() against a model that knows nothing of stores: random requests of random participants.
#include "core/api/campaign/definitions.h"
#include "core/api/campaign/mutation.h"
#include "core/api/campaign/statetree.h"

#include <QTest>

#include <map>
#include <random>

using namespace stateroom;
using namespace stateroom::campaign;

namespace {

/// What a variable holds: nothing, or one of these.
using Value = std::variant<std::monostate, qint64, bool, std::string>;

QByteArray shown(const Value& value)
{
    if (const auto* number = std::get_if<qint64>(&value))
        return QByteArray::number(*number);
    if (const auto* boolean = std::get_if<bool>(&value))
        return *boolean ? "true" : "false";
    if (const auto* text = std::get_if<std::string>(&value))
        return '"' + QByteArray::fromStdString(*text) + '"';
    return "null";
}

struct Declared {
    const char* path;
    VariableType type;
    Value standard;
};
const Declared declared[] = {
    {"state.user.points", VariableType::Number, qint64(10)},
    {"state.user.name", VariableType::String, {}},
    {"state.campaign.done", VariableType::Boolean, false},
    {"state.campaign.level", VariableType::Number, {}},
    {"state.app.score", VariableType::Number, qint64(0)},
    {"state.app.mood", VariableType::String, std::string("calm")},
};

struct Op {
    QByteArray path;
    int kind = 0; ///< 0 set, 1 inc, 2 dec
    Value value;
};

/// The rules, written down a second time as simply as can be.
class Model {
public:
    /// The expected answer; nothing where it is to be refused.
    std::optional<QByteArray>
    mutate(const Participant& who, const std::vector<Op>& ops, const QByteArray& id)
    {
        const auto memory = std::tuple(who.campaign, who.sub, id);
        if (!id.isEmpty() && m_kept.contains(memory))
            return 'D' + m_kept[memory];
        auto values = m_values;
        QByteArray answer;
        for (const Op& op : ops) {
            const Declared* variable = find(op.path);
            if (!variable)
                return std::nullopt;
            Value& slot = values[place(who, op.path)];
            const Value previous =
                std::holds_alternative<std::monostate>(slot) ? variable->standard : slot;
            const auto next = apply(*variable, previous, op);
            if (!next)
                return std::nullopt;
            slot = *next;
            answer += (answer.isEmpty() ? "" : ",") + ("{\"path\":\"" + op.path) +
                      "\",\"previous\":" + shown(previous) + R"(,"current":)" + shown(*next) + '}';
        }
        m_values = values;
        answer = '[' + answer + ']';
        if (!id.isEmpty())
            m_kept[memory] = answer;
        return 'A' + answer;
    }

    QByteArray state(const Participant& who)
    {
        QByteArray text;
        for (const QByteArray scope : {"user", "campaign", "app"}) {
            QByteArray members;
            for (const Declared& variable : declared) {
                const QByteArrayList parts = QByteArray(variable.path).split('.');
                const auto found = m_values.find(place(who, variable.path));
                const bool has = found != m_values.end() &&
                                 !std::holds_alternative<std::monostate>(found->second);
                const Value value = has ? found->second : variable.standard;
                if (parts[1] == scope && !std::holds_alternative<std::monostate>(value))
                    members += (members.isEmpty() ? "\"" : ",\"") + parts[2] + "\":" + shown(value);
            }
            text += (text.isEmpty() ? "\"" : ",\"") + scope + "\":{" + members + '}';
        }
        return R"({"state":{)" + text + "}}";
    }

private:
    static const Declared* find(const QByteArray& path)
    {
        for (const Declared& one : declared) {
            if (path == one.path)
                return &one;
        }
        return nullptr;
    }
    static std::optional<Value> apply(const Declared& variable, const Value& previous, const Op& op)
    {
        if (op.kind == 0) {
            const bool fits = (variable.type == VariableType::Number &&
                               std::holds_alternative<qint64>(op.value)) ||
                              (variable.type == VariableType::Boolean &&
                               std::holds_alternative<bool>(op.value)) ||
                              (variable.type == VariableType::String &&
                               std::holds_alternative<std::string>(op.value));
            return fits ? std::optional(op.value) : std::nullopt;
        }
        const auto* by = std::get_if<qint64>(&op.value);
        if (variable.type != VariableType::Number || !by)
            return std::nullopt;
        const auto* from = std::get_if<qint64>(&previous);
        const qint64 start = from ? *from : 0;
        constexpr qint64 least = std::numeric_limits<qint64>::min();
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        const bool up = (op.kind == 1) == (*by >= 0);
        // How far it goes, which -2^63 is too large for as a positive number.
        const quint64 distance = *by >= 0 ? quint64(*by) : 0 - quint64(*by);
        const quint64 room = up ? quint64(most) - quint64(start) : quint64(start) - quint64(least);
        if (distance > room)
            return std::nullopt;
        return qint64(up ? quint64(start) + distance : quint64(start) - distance);
    }
    static QByteArray place(const Participant& who, const QByteArray& path)
    {
        const QByteArray scope = path.split('.').value(1);
        QByteArray place = who.sub + '|' + path;
        if (scope != "user")
            place += '|' + who.campaign;
        if (scope == "app")
            place += '|' + who.app;
        return place;
    }

    std::map<QByteArray, Value> m_values;
    std::map<std::tuple<QByteArray, QByteArray, QByteArray>, QByteArray> m_kept;
};

class Generator {
public:
    explicit Generator(unsigned seed)
        : m_random(seed)
    {
    }
    int below(int limit) { return int(m_random() % unsigned(limit)); }
    Participant participant()
    {
        return {below(2) ? "spring" : "summer", below(2) ? "quiz" : "a/b", below(2) ? "ann" : "a%"};
    }
    Value value()
    {
        switch (below(6)) {
        case 0:
            return below(2) == 1;
        case 1:
            return std::string(size_t(below(3)), 's');
        case 2:
            return std::numeric_limits<qint64>::max() - below(2);
        case 3:
            return std::numeric_limits<qint64>::min() + below(2);
        default:
            return qint64(below(2000) - 1000);
        }
    }
    std::vector<Op> ops()
    {
        std::vector<Op> list(size_t(1 + below(4)));
        for (Op& op : list) {
            const Declared& variable = declared[below(std::size(declared))];
            op.path = below(25) ? QByteArray(variable.path) : QByteArray("state.sessionId");
            const bool number = variable.type == VariableType::Number;
            op.kind = number || below(10) == 0 ? below(3) : 0;
            // Mostly what fits, or hardly any request would be applied as a whole.
            do {
                op.value = value();
            } while (below(10) &&
                     op.value.index() != (number                                   ? 1u
                                          : variable.type == VariableType::Boolean ? 2u
                                                                                   : 3u));
        }
        return list;
    }

private:
    std::mt19937 m_random;
};

QByteArray bodyOf(const std::vector<Op>& ops, const QByteArray& id)
{
    QByteArray list;
    for (const Op& op : ops) {
        const char* const kind = op.kind == 0 ? "set" : op.kind == 1 ? "inc" : "dec";
        list += (list.isEmpty() ? "" : ",") + ("{\"path\":\"" + op.path) + R"(","op":")" + kind +
                "\",\"value\":" + shown(op.value) + '}';
    }
    return R"({"ops":[)" + list + ']' +
           (id.isEmpty() ? QByteArray() : ",\"mutation_id\":\"" + id + '"') + '}';
}

} // namespace

class TstMutate : public QObject {
    Q_OBJECT

    static void declareAll(Store& store)
    {
        for (const QByteArray campaign : {"spring", "summer"}) {
            for (const Declared& one : declared) {
                const auto path = parsePath(QString::fromLatin1(one.path));
                Variable variable{path->scope, path->name, one.type, {}, {}};
                if (!std::holds_alternative<std::monostate>(one.standard))
                    variable.standard = JsonText::parse(shown(one.standard)).value();
                const auto done = store.transactAndWait({}, [&](Transaction& transaction) {
                    return Result<bool>(define(transaction, campaign, variable, {}).has_value());
                });
                QVERIFY(done && *done);
            }
        }
    }

private Q_SLOTS:
    void mutate_randomRequests_asTheModelSays_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void mutate_randomRequests_asTheModelSays()
    {
        QFETCH(unsigned, seed);
        const SystemClock clock;
        StoreOptions options;
        options.mode = StoreMode::Ephemeral;
        options.clock = &clock;
        const auto store = std::move(Store::open(options).value());
        declareAll(*store);
        Model model;
        Generator random(seed);
        int applied = 0;
        int refused = 0;
        for (int i = 0; i < 500; ++i) {
            const Participant who = random.participant();
            const auto ops = random.ops();
            const QByteArray id =
                random.below(2) ? QByteArray() : "m" + QByteArray::number(random.below(60));
            const JsonText body = JsonText::parse(bodyOf(ops, id)).value();
            const auto request = parseMutations(body);
            QVERIFY(request);
            const auto answer = store->transactAndWait(
                {}, [&](Transaction& transaction) -> Result<std::optional<QByteArray>> {
                    auto done = campaign::mutate(transaction, who, *request);
                    if (!done)
                        return std::nullopt;
                    return (done->duplicate ? 'D' : 'A') + done->mutations;
                });
            QVERIFY(answer);
            const auto expected = model.mutate(who, ops, id);
            QVERIFY2(
                *answer == expected, body.bytes() + "\n is " + answer->value_or("refused") +
                                         "\n not " + expected.value_or("refused"));
            ++(expected ? applied : refused);
            const auto reader = std::move(store->openReader().value());
            const auto variables = readVariables(*reader, who.campaign);
            QCOMPARE(readState(*reader, *variables, who).value(), model.state(who));
        }
        QVERIFY2(applied > 150 && refused > 50, qPrintable(QString::number(applied)));
    }
};

QTEST_GUILESS_MAIN(TstMutate)
#include "tst_mutate.moc"
