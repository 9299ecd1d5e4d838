package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// The contract of every database, tested against a real instance of each.
abstract class DatabaseCensusContract {
    /// An administrator's connection to an empty schema.
    abstract Connection administrator() throws SQLException;

    /// The address with the census' own user.
    abstract Source.Database address(String user, String secret, String database);

    abstract List<String> populate();

    abstract String reader();

    @Test
    void tablesColumnsCommentsKeysAndRowsAreFound() throws Exception {
        List<TableResult> results = census();
        TableResult people = result(results, "人员");
        assertThat(people.problem()).isNull();
        assertThat(people.table().comment()).isEqualTo("参保人员");
        assertThat(people.profile().rows()).isEqualTo(500);
        assertThat(people.table().isPrimary("id")).isTrue();
        assertThat(people.table().columns().get(1).comment()).isEqualTo("身份证号");
        assertThat(people.table().columns().get(1).nullable()).isFalse();
        assertThat(people.table().columns().get(2).nullable()).isTrue();
        assertThat(people.classifications().get(1).best().orElseThrow().type()).isEqualTo(DataType.RESIDENT_ID);
        ColumnProfile empty = people.profile().columns().get(2);
        assertThat(empty.nulls()).isEqualTo(100);
        assertThat(empty.empty()).isEqualTo(100);
        TableResult payments = result(results, "payment");
        assertThat(payments.table().references().getFirst().table()).isEqualTo("人员");
    }

    /// What a copy of a table is made from: every row, each with its number and its whole values.
    @Test
    void wholeRowsArriveWithTheirNumbers() throws Exception {
        try (OpenSource open = Sources.open(address(reader(), "reader", database()))) {
            Table people = open.tables().stream()
                    .filter(table -> table.name().equals("人员"))
                    .findFirst()
                    .orElseThrow();
            try (Relation whole = open.whole(people);
                    Connection engine = Engine.open(1);
                    var statement = engine.createStatement()) {
                whole.prepare();
                whole.checkComplete();
                try (var row =
                        statement.executeQuery("select count(*), min(n), max(n), count(distinct n), count(c) from"
                                + " (select " + whole.rowNumber() + " as n, " + whole.column(2, "") + " as c from "
                                + whole.sql()
                                + ")")) {
                    row.next();
                    assertThat(List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                            .containsExactly(500L, 1L, 500L, 500L, 400L);
                }
                assertThat(whole.rowsSoFar()).isEqualTo(500);
            }
        }
    }

    @Test
    void hostileNamesAndValuesStayNamesAndValues() throws Exception {
        TableResult hostile = census().stream()
                .filter(result -> result.table().name().startsWith("we\"ird"))
                .findFirst()
                .orElseThrow();
        assertThat(hostile.problem()).isNull();
        assertThat(hostile.profile().rows()).isEqualTo(2);
        assertThat(hostile.profile().columns().getFirst().max()).contains("𬱖");
    }

    @Test
    void aDatabaseFromAbroadIsReadForWhatItIs() throws Exception {
        assertThat(Listing.of(census("harbour", 0))).isEqualTo("""
                branch TABLE 3
                  key [branch_id]
                  branch_id I = 1
                  name C = Hôtel de Ville
                  address C address = *********************
                  city C = Dijon
                  postal_code C = 1401
                  phone C phone = +33**********4 56
                  zip C = D2100
                loan TABLE 250
                  key [branch_id, loan_no]
                  [branch_id] -> branch [branch_id]
                  [isbn] -> title [isbn]
                  branch_id I = 1
                  loan_no I = 1
                  isbn C = 9783101299709
                  order_no C = 441202********1031
                  lent T = 2024-05-01 10:00:00
                  due D = 2024-06-10
                  fee N = 2.5
                member TABLE 40
                  key [member_id]
                  unique [email]
                  [branch_id] -> branch [branch_id]
                  [introduced_by] -> member [member_id]
                  member_id I = 1
                  first_name C person-name = A*****
                  last_name C person-name = K*****
                  email C email = r*******@harbour.example
                  phone C phone = +45********1001
                  birth_date D birth-date = 1941******
                  card_no C = 7000000010007919
                  password C credential = ****************************************
                  title C = Clerk
                  branch_id I = 1
                  introduced_by I = 1
                overdue VIEW 27
                  branch_id I = 1
                  loan_no I = 9
                  isbn C = 9783101299709
                title TABLE 60
                  key [isbn]
                  isbn C = 9783101299709
                  name C = Tale of the Harbour, part 1
                  pages I = 81
                  price N = 10.9
                  description C = 10.0.0.1 is where chapter 1 begins; line one
                "line two"
                waiting TABLE 0
                  member_id I
                  isbn C
                  since D
                """);
    }

    @Test
    void typesThatOnlyThisDatabaseHasAreTakenForWhatTheyAre() throws Exception {
        assertThat(Listing.of(census("oddities", 0))).isEqualTo(oddities());
    }

    /// The expected listing of its data types, which differ between all databases.
    abstract String oddities();

    /// The sample must not come from very few pages: one page more or less would then mean all rows or none.
    @Test
    void aSampleIsAboutAsLargeAsAskedAndNeverNothing() throws Exception {
        assertSamples(5);
    }

    /// A sample that is wrong once in a hundred times.
    @Test
    @Tag("deep")
    void aSampleIsNeverNothingHoweverOftenItIsTaken() throws Exception {
        assertSamples(300);
    }

    private void assertSamples(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            TableResult crowd = result(census("samples", 100), "crowd");
            assertThat(crowd.profile().rows()).isBetween(80L, 100L);
            assertThat(crowd.profile().sampled()).isTrue();
            assertThat(crowd.profile().columns().getFirst().distinct()).isGreaterThan(50);
        }
    }

    @Test
    void aTableThatHasShrunkSinceItWasCountedIsReadAllTheSame() throws Exception {
        TableResult shrunk = result(census("samples", 10), "shrunk");
        assertThat(shrunk.profile().rows()).isEqualTo(3);
    }

    @Test
    void aTableSmallerThanTheSampleIsNoSample() throws Exception {
        TableResult branch = result(census("harbour", 100), "branch");
        assertThat(branch.profile().rows()).isEqualTo(3);
        assertThat(branch.profile().sampled()).isFalse();
    }

    @Test
    void whatIsWrongWithAnAddressIsSaid() {
        assertReason(address(reader(), "wrong", database()), SourceUnreadable.Reason.CREDENTIALS);
        assertReason(
                address(reader(), "reader", "nowhere"),
                SourceUnreadable.Reason.DATABASE_MISSING,
                SourceUnreadable.Reason.NO_RIGHTS);
        Source.Database right = address(reader(), "reader", database());
        assertReason(
                new Source.Database(
                        right.kind(),
                        "127.0.0.1",
                        1,
                        right.database(),
                        List.of(),
                        reader(),
                        "reader",
                        Source.Limits.DEFAULT),
                SourceUnreadable.Reason.REFUSED);
        assertReason(
                new Source.Database(
                        right.kind(),
                        "no.such.host.invalid",
                        right.port(),
                        right.database(),
                        List.of(),
                        reader(),
                        "reader",
                        Source.Limits.DEFAULT),
                SourceUnreadable.Reason.HOST_UNKNOWN);
        assertReason(
                new Source.Database(
                        right.kind(),
                        right.host(),
                        right.port(),
                        right.database(),
                        List.of("no_schema"),
                        reader(),
                        "reader",
                        Source.Limits.DEFAULT),
                SourceUnreadable.Reason.SCHEMA_MISSING);
    }

    abstract String database();

    List<TableResult> census() throws SourceUnreadable {
        return census(database(), 0);
    }

    List<TableResult> census(String database, long sample) throws SourceUnreadable {
        InOrder results = new InOrder();
        new SourceCensus(address(reader(), "reader", database), sample).run(new HashSet<>(), results);
        return results.tables();
    }

    private static void assertReason(Source.Database address, SourceUnreadable.Reason... reasons) {
        assertThatThrownBy(() -> Sources.check(address))
                .isInstanceOfSatisfying(
                        SourceUnreadable.class, e -> assertThat(e.reason()).isIn((Object[]) reasons))
                .hasMessageNotContaining("wrong-secret");
    }

    /// Reads a script from this package.
    static String script(String name) {
        try (InputStream in = DatabaseCensusContract.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TableResult result(List<TableResult> results, String name) {
        return results.stream()
                .filter(result -> result.table().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
