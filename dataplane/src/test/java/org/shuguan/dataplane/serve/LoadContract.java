package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.Source;

/// What a delivery into a consumer's table promises, whatever its database is. The rows come from
/// [ReaderContract#TABLE] on the same server.
abstract class LoadContract {
    /// A connection to the consumer's database.
    abstract Connection connected() throws Exception;

    abstract ServedTable residents() throws Exception;

    abstract Source.Database address();

    /// The consumer's schema, in which the tables are.
    abstract String schema();

    @AfterEach
    void remove() throws Exception {
        for (String table : List.of("got", TableLoad.LEDGER)) {
            execute("drop table if exists " + schema() + "." + table);
        }
    }

    void execute(String sql) throws Exception {
        try (Connection connection = connected();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> rows(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connected();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    String got() {
        return schema() + ".got";
    }

    /// The granted rows under the names of the source's columns, as the exchange names them.
    static Granted granted(String rows, String... columns) throws Exception {
        Map<String, String> same = new TreeMap<>();
        ReaderContract.COLUMNS.values().forEach(column -> same.put(column, column));
        return new Granted(
                Arrays.stream(columns)
                        .map(column -> new ServedItem(
                                column, column, column.equals("id_no") ? ItemMask.PSEUDONYM : ItemMask.CLEAR))
                        .toList(),
                same,
                RowFilter.parse(rows),
                ReaderContract.KEY);
    }

    TableLoad.Outcome deliver(String run, Granted granted, TableLoad.Manner manner, boolean create) throws Exception {
        try (TableLoad load =
                TableLoad.open(new TableLoad.Target(address(), got(), manner, create), run, "SQ-2026-1", rows -> {})) {
            ConsumerReader.snapshot(residents(), granted, load);
            TableLoad.Outcome done = load.put();
            load.commit();
            return done;
        }
    }

    private String all() throws Exception {
        return rows("select * from " + got() + " order by id").stream().collect(Collectors.joining("\n"));
    }

    @Test
    void aTableIsMadeWithTheGrantedRowsAndTheirTypes() throws Exception {
        Granted granted = granted("district = '端州区'", "id", "name", "id_no", "born", "seen_at", "area");

        TableLoad.Outcome done = deliver("1", granted, TableLoad.Manner.REPLACE, true);

        assertThat(done).isEqualTo(new TableLoad.Outcome(30, 30, 0, 0));
        List<List<Object>> read = new ArrayList<>();
        ConsumerReader.read(
                        residents(),
                        granted,
                        new Question(
                                RowFilter.ALL,
                                List.of("id", "name", "id_no"),
                                List.of(),
                                null,
                                100,
                                Question.Counting.NONE))
                .rows()
                .forEach(row ->
                        read.add(List.copyOf(row.stream().map(String::valueOf).toList())));
        assertThat(rows("select id, name, id_no from " + got() + " order by id"))
                .isEqualTo(read.stream()
                        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
                        .toList());
        assertThat(rows("select count(*) from " + got() + " where born = '1951-02-27'"))
                .hasSize(1);
        assertThat(rows("select run, target, grant_number, row_count, added, changed, removed from " + schema() + "."
                        + TableLoad.LEDGER))
                .containsExactly("1|" + got() + "|SQ-2026-1|30|30|0|0");
    }

    @Test
    void replacingChangesOnlyWhatDiffers() throws Exception {
        Granted two = granted("id <= 40", "id", "name", "area");
        deliver("1", two, TableLoad.Manner.REPLACE, true);
        execute("update " + got() + " set name = 'other' where id in (3, 4)");
        execute("delete from " + got() + " where id = 5");
        execute("insert into " + got() + " (id, name) values (9000, 'own')");

        assertThat(deliver("2", two, TableLoad.Manner.REPLACE, false)).isEqualTo(new TableLoad.Outcome(40, 1, 2, 1));
        assertThat(deliver("3", two, TableLoad.Manner.REPLACE, false)).isEqualTo(new TableLoad.Outcome(40, 0, 0, 0));
        assertThat(rows("select count(*) from " + got())).containsExactly("40");
    }

    @Test
    void changingByKeyLeavesOtherRowsAndColumnsAlone() throws Exception {
        execute("create table " + got()
                + " (id bigint primary key, name varchar(40), remark varchar(20) default 'mine')");
        execute("insert into " + got() + " (id, name, remark) values (1, 'old', 'kept'), (9000, 'own', 'kept')");

        assertThat(deliver("1", granted("id <= 3", "id", "name"), TableLoad.Manner.UPSERT, false))
                .isEqualTo(new TableLoad.Outcome(3, 2, 1, 0));

        assertThat(rows("select id, remark from " + got() + " order by id"))
                .containsExactly("1|kept", "2|mine", "3|mine", "9000|kept");
        assertThat(rows("select name from " + got() + " where id = 1")).doesNotContain("old");
    }

    @Test
    void rowsWithoutAKeyReplaceAllAndAreNotChangedByKey() throws Exception {
        Granted keyless = granted("id <= 9", "name", "district");
        assertThat(deliver("1", keyless, TableLoad.Manner.REPLACE, true)).isEqualTo(new TableLoad.Outcome(9, 9, 0, 0));
        assertThat(deliver("2", keyless, TableLoad.Manner.REPLACE, true)).isEqualTo(new TableLoad.Outcome(9, 9, 0, 9));
        assertThat(refused(keyless, TableLoad.Manner.UPSERT).reason()).isEqualTo(TargetRefused.Reason.KEY);
    }

    private TargetRefused refused(Granted granted, TableLoad.Manner manner) {
        return catchThrowableOfType(TargetRefused.class, () -> deliver("refused", granted, manner, false));
    }

    @Test
    void whatDoesNotFitIsToldWithItsPlaceAndNothingIsThere() throws Exception {
        Granted granted = granted("", "id", "name", "area");
        assertThat(refused(granted, TableLoad.Manner.REPLACE).reason()).isEqualTo(TargetRefused.Reason.TABLE);

        execute("create table " + got() + " (id bigint primary key, name varchar(40))");
        TargetRefused lacking = refused(granted, TableLoad.Manner.REPLACE);
        assertThat(lacking.reason()).isEqualTo(TargetRefused.Reason.COLUMNS);
        assertThat(lacking.facts()).containsEntry("columns", "area");
        execute("drop table " + got());

        execute("create table " + got() + " (id bigint primary key, name varchar(3), area decimal(10,2))");
        TargetRefused unfit = refused(granted, TableLoad.Manner.REPLACE);
        assertThat(unfit.reason()).isEqualTo(TargetRefused.Reason.VALUE);
        assertThat(unfit.facts()).containsEntry("item", "name").containsKey("row");
        assertThat(rows("select count(*) from " + got())).containsExactly("0");
        execute("drop table " + got());

        execute("create table " + got()
                + " (id bigint primary key, name varchar(40), area decimal(10,2), needed int not null)");
        assertThat(refused(granted, TableLoad.Manner.REPLACE).reason()).isEqualTo(TargetRefused.Reason.CONSTRAINT);
        assertThat(rows("select count(*) from " + got())).containsExactly("0");
        assertThat(rows("select count(*) from " + schema() + "." + TableLoad.LEDGER))
                .containsExactly("0");
    }

    @Test
    void aDeliveryThatIsNotCommittedLeavesNothingAndOneThatIsCommittedIsFoundAgain() throws Exception {
        Granted granted = granted("id <= 20", "id", "name");
        deliver("1", granted, TableLoad.Manner.REPLACE, true);
        String before = all();
        execute("update " + got() + " set name = 'consumer'");
        String changed = all();
        TableLoad.Target target = new TableLoad.Target(address(), got(), TableLoad.Manner.REPLACE, true);

        try (TableLoad load = TableLoad.open(target, "2", "SQ-2026-1", rows -> {})) {
            assertThat(load.earlier()).isEmpty();
            ConsumerReader.snapshot(residents(), granted, load);
            load.put();
            assertThat(all()).isEqualTo(changed);
        }
        assertThat(all()).isEqualTo(changed);

        deliver("2", granted, TableLoad.Manner.REPLACE, true);
        assertThat(all()).isEqualTo(before);
        try (TableLoad load = TableLoad.open(target, "2", "SQ-2026-1", rows -> {})) {
            assertThat(load.earlier()).contains(new TableLoad.Outcome(20, 0, 20, 0));
        }
    }

    @Test
    void theHashIsThatOfTheRowsAsJsonLines() throws Exception {
        Granted granted = granted("id <= 20", "id", "name", "seen_at", "area");
        Path file = Files.createTempFile("rows", ".jsonl");
        try (RowFile lines = RowFile.create(file, RowFile.Format.JSONL, RowFile.Encoding.UTF8, Long.MAX_VALUE)) {
            ConsumerReader.snapshot(residents(), granted, lines);
        }
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        try (TableLoad load = TableLoad.open(
                new TableLoad.Target(address(), got(), TableLoad.Manner.REPLACE, true), "1", "n", rows -> {})) {
            ConsumerReader.snapshot(residents(), granted, load);
            assertThat(load.bytes()).isEqualTo(content.length);
            assertThat(load.digest())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
        }
    }
}
