// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/indexer.h"
#include "core/business/records.h"

#include <QSet>
#include <QTest>

using namespace stateroom;
using namespace stateroom::business;

namespace {

/// Names that other APIs and routes have.
const QByteArrayList reserved = {"state",   "campaigns",   "runtime",      "health", "docs",
                                 "graphql", "ws",          "openapi.json", "flows",  "exports",
                                 "imports", "connections", "integrations", "scripts"};

bool isKnown(const Resource& resource, const QByteArray& path)
{
    return systemFields().contains(path) || resource.field(path);
}

} // namespace

class CatalogueTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resources_names_areUniqueAndFree();
    void resources_references_pointBackwards();
    void resources_indexes_areOfKnownFields();
    void resources_indexes_serveTheStandardSort();
    void resources_subLists_areIndexed();
    void resources_samples_passButForReferences();
    void resources_standards_passTheChecks();
    void events_ofTheDocument_areThere();
    void indexer_eachResource_hasOneKeyForEachIndex();
    void fingerprint_ofOtherIndexes_isAnother();
};

void CatalogueTest::resources_names_areUniqueAndFree()
{
    QSet<QByteArray> seen;
    for (const Resource& resource : catalogue().resources()) {
        QVERIFY(!reserved.contains(resource.name));
        for (const QByteArray& name : {resource.name, resource.object, resource.idPrefix}) {
            QVERIFY2(!seen.contains(name), name.constData());
            seen << name;
        }
        QCOMPARE(catalogue().resource(resource.name), &resource);
        QCOMPARE(catalogue().resourceOf(resource.space()), &resource);
    }
    QCOMPARE(catalogue().resource("nothing"), nullptr);
    QCOMPARE(catalogue().resourceOf(Namespace("workflow", "agents")), nullptr);
}

void CatalogueTest::resources_references_pointBackwards()
{
    QSet<QByteArray> before;
    for (const Resource& resource : catalogue().resources()) {
        for (const Field& field : resource.fields) {
            QCOMPARE(field.reference.isEmpty(), field.type != FieldType::Reference);
            QVERIFY(field.reference.isEmpty() || before.contains(field.reference));
        }
        before << resource.name;
    }
}

void CatalogueTest::resources_indexes_areOfKnownFields()
{
    for (const Resource& resource : catalogue().resources()) {
        for (const Index& index : resource.indexes) {
            QVERIFY(!index.isEmpty());
            for (const QByteArray& path : index)
                QVERIFY2(isKnown(resource, path), (resource.name + ' ' + path).constData());
        }
    }
}

void CatalogueTest::resources_indexes_serveTheStandardSort()
{
    for (const Resource& resource : catalogue().resources()) {
        const auto& all = resource.indexes;
        QVERIFY(std::find(all.begin(), all.end(), Index{"created_at"}) != all.end());
    }
}

void CatalogueTest::resources_subLists_areIndexed()
{
    for (const Resource& resource : catalogue().resources()) {
        for (const SubList& list : resource.subLists) {
            const Resource* other = catalogue().resource(list.resource);
            QVERIFY(other);
            QCOMPARE(other->field(list.field)->reference, resource.name);
            const auto& all = other->indexes;
            QVERIFY(
                std::find(all.begin(), all.end(), Index{list.field, "created_at"}) != all.end());
        }
    }
}

void CatalogueTest::resources_samples_passButForReferences()
{
    for (const Resource& resource : catalogue().resources()) {
        QCOMPARE(JsonText::parse(QByteArrayView(resource.sample.bytes())).value(), resource.sample);
        for (const FieldProblem& problem : judge(resource, resource.sample, RecordWrite::Create)) {
            QCOMPARE(problem.message, "is required.");
            QCOMPARE(resource.field(problem.field)->type, FieldType::Reference);
        }
    }
}

void CatalogueTest::resources_standards_passTheChecks()
{
    for (const Resource& resource : catalogue().resources()) {
        for (const Field& field : resource.fields) {
            if (!field.standard)
                continue;
            const auto body = JsonText::parse(
                QByteArrayView("{\"" + field.name + "\":" + field.standard->bytes() + '}'));
            QVERIFY(judge(resource, body.value(), RecordWrite::Patch).empty());
        }
    }
}

void CatalogueTest::events_ofTheDocument_areThere()
{
    const QByteArrayList documented = {
        "conversation.started", "conversation.escalated", "order.created",   "order.shipped",
        "return.requested",     "return.approved",        "return.completed"};
    QCOMPARE(catalogue().events(), documented);
}

void CatalogueTest::indexer_eachResource_hasOneKeyForEachIndex()
{
    QCOMPARE(catalogueIndexer().spaces().size(), catalogue().resources().size());
    for (const Resource& resource : catalogue().resources()) {
        for (const char* value : {"{}", "null", "[1]", "{\"created_at\":{}}"}) {
            const auto keys = catalogueIndexer().sortKeys(
                resource.space(), JsonText::parse(QByteArrayView(value)).value());
            QCOMPARE(keys.size(), resource.indexes.size());
        }
    }
    QVERIFY(catalogueIndexer().sortKeys(Namespace("workflow", "w"), JsonText()).empty());
}

void CatalogueTest::fingerprint_ofOtherIndexes_isAnother()
{
    Resource a;
    a.indexes = {{"x", "y"}, {"z"}};
    Resource b;
    b.indexes = {{"x"}, {"y", "z"}};
    QVERIFY(a.indexFingerprint() != b.indexFingerprint());
    b.indexes = a.indexes;
    QCOMPARE(a.indexFingerprint(), b.indexFingerprint());
}

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
