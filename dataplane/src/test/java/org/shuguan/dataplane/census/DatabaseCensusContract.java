package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;

/// What holds for every database, run against each of them for real.
abstract class DatabaseCensusContract {
    /// An administrator's connection to an empty schema.
    abstract Connection administrator() throws SQLException;

    /// The address for the census' own user.
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
        assertThat(people.classifications().get(1).best().orElseThrow().type()).isEqualTo(DataType.RESIDENT_ID);
        ColumnProfile empty = people.profile().columns().get(2);
        assertThat(empty.nulls()).isEqualTo(100);
        assertThat(empty.empty()).isEqualTo(100);
        TableResult payments = result(results, "payment");
        assertThat(payments.table().references().getFirst().table()).isEqualTo("人员");
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
                        Source.Limits.USUAL),
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
                        Source.Limits.USUAL),
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
                        Source.Limits.USUAL),
                SourceUnreadable.Reason.SCHEMA_MISSING);
    }

    abstract String database();

    List<TableResult> census() throws SourceUnreadable {
        List<TableResult> results = new ArrayList<>();
        new Census(address(reader(), "reader", database()), 0).run(new HashSet<>(), results::add);
        return results;
    }

    private static void assertReason(Source.Database address, SourceUnreadable.Reason... reasons) {
        assertThatThrownBy(() -> Sources.check(address))
                .isInstanceOfSatisfying(
                        SourceUnreadable.class, e -> assertThat(e.reason()).isIn((Object[]) reasons))
                .hasMessageNotContaining("wrong-secret");
    }

    private static TableResult result(List<TableResult> results, String name) {
        return results.stream()
                .filter(result -> result.table().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
