package org.shuguan.dataplane.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.source.Source;

/// How many attributes of a drafted entry a careful steward would change. Grades and categories of personal
/// information are not counted here: they are what `detect` says.
class MendsTest {
    private static final int MOST_MENDS = 3;

    private record Column(
            String name,
            String declared,
            String comment,
            String values,
            String item,
            String type,
            String length,
            String codes) {}

    private record Expected(String table, String comment, String title, List<Column> columns) {}

    @Test
    void aStewardMendsAtMostThreeAttributesOfADraft() throws Exception {
        List<Expected> tables = tables();
        assertThat(tables).hasSize(10);
        Map<String, List<String>> mends = new LinkedHashMap<>();
        Map<String, DraftEntry> drafts = drafts(tables);
        for (Expected expected : tables) {
            DraftEntry draft = Objects.requireNonNull(drafts.get("public." + expected.table()));
            mends.put(expected.table(), mends(expected, draft));
        }
        assertThat(mends)
                .as("what a steward mends: %s", mends)
                .allSatisfy((table, list) -> assertThat(list).hasSizeLessThanOrEqualTo(MOST_MENDS));
    }

    private static List<String> mends(Expected expected, DraftEntry draft) {
        List<String> mends = new ArrayList<>();
        differ(mends, "title", expected.title(), draft.title());
        Set<String> physical = expected.columns().stream().map(Column::name).collect(Collectors.toSet());
        physical.add(expected.table());
        // The summary holds no technical name, no empty bracket, no count that becomes wrong.
        if (physical.stream().anyMatch(name -> draft.summary().contains(name))
                || draft.summary().matches("(?s).*(?:[（(]\\s*[）)]|[（(][^）)]*$|\\d+\\s*(?:个|条)).*")) {
            mends.add("summary: " + draft.summary());
        }
        for (int i = 0; i < expected.columns().size(); i++) {
            Column column = expected.columns().get(i);
            DraftEntry.Item item = draft.items().get(i);
            differ(mends, column.name() + ".name", column.item(), item.name());
            differ(mends, column.name() + ".type", column.type(), item.type());
            differ(mends, column.name() + ".length", column.length(), String.valueOf(item.lengthBytes()));
            differ(mends, column.name() + ".codes", column.codes(), CodeText.written(item.codes()));
        }
        return mends;
    }

    private static void differ(List<String> mends, String what, String wanted, String drafted) {
        if (!wanted.equals(drafted)) {
            mends.add(what + ": " + drafted + " → " + wanted);
        }
    }

    private static Map<String, DraftEntry> drafts(List<Expected> tables) throws Exception {
        Map<String, DraftEntry> drafts = new LinkedHashMap<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                for (Expected table : tables) {
                    create(connection, table);
                }
            }
            Source source = new Source.Database(
                    Source.Kind.POSTGRESQL,
                    "localhost",
                    postgres.getPort(),
                    "postgres",
                    List.of(),
                    "postgres",
                    "unused",
                    Source.Limits.DEFAULT);
            new SourceCensus(source, 0).run(Set.of(), new CensusListener() {
                @Override
                public void onTable(TableResult result) {
                    drafts.put(result.table().path(), new Drafting().draft(result, "postgresql"));
                }
            });
        }
        return drafts;
    }

    private static void create(Connection connection, Expected table) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table " + table.table() + " ("
                    + table.columns().stream()
                            .map(column -> "\"" + column.name() + "\" " + column.declared())
                            .collect(Collectors.joining(", "))
                    + ")");
            if (!table.comment().isEmpty()) {
                statement.execute("comment on table " + table.table() + " is '" + table.comment() + "'");
            }
            for (Column column : table.columns()) {
                if (!column.comment().isEmpty()) {
                    statement.execute("comment on column " + table.table() + ".\"" + column.name() + "\" is '"
                            + column.comment() + "'");
                }
            }
            statement.execute("insert into " + table.table() + " select "
                    + table.columns().stream().map(Column::values).collect(Collectors.joining(", "))
                    + " from generate_series(1, 60) as s (i)");
        }
    }

    private static List<Expected> tables() throws IOException {
        List<Expected> tables = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(MendsTest.class.getResourceAsStream("tables.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split("(?<!\\|)\\|(?!\\|)", -1);
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = parts[i].strip();
                }
                if (line.startsWith("=")) {
                    tables.add(new Expected(parts[0].substring(2), parts[1], parts[2], new ArrayList<>()));
                } else if (!line.startsWith("#")) {
                    tables.getLast()
                            .columns()
                            .add(new Column(
                                    parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7]));
                }
            });
        }
        return tables;
    }
}
