package org.shuguan.dataplane.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Quote;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Table;
import org.shuguan.dataplane.source.Watermark;

/// The rows of a relation, converted to the types of the columns, in the engine's SQL: the number `r` of each row, and
/// the text `x` and the value `c` of each column, by their positions. With a watermark also its value `w` (without a
/// column it is the number of the row), and the place `n` of the row among those of its key, the greatest watermark
/// first. With removed keys also the digest `d` of the one that the row has, null if it has none.
record ConvertedRows(
        List<LakeColumn> columns,
        Table read,
        Relation relation,
        @Nullable Watermark watermark,
        KeptOut keptOut) {
    /// The digests of removed keys are in tables of the engine whose names begin with it.
    private static final String DIGESTS = "kept_out_";

    /// The same rows without those that have a removed key.
    ///
    /// @throws LakeRefused if a column by which removed rows are known is not collected
    ConvertedRows without(KeptOut removed) throws LakeRefused {
        for (KeptOut.Group group : removed.groups()) {
            for (String column : group.digest().columns()) {
                if (place(column) < 0) {
                    throw new LakeRefused(LakeRefused.Reason.KEPT_OUT_UNKNOWN, column);
                }
            }
        }
        return new ConvertedRows(columns, read, relation, watermark, removed);
    }

    /// The place of a column among those that are collected, -1 if it is not among them.
    private int place(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equalsIgnoreCase(column))
                .findFirst()
                .orElse(-1);
    }

    /// The statements before all others.
    List<String> preparing() {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < keptOut.groups().size(); i++) {
            statements.add("create or replace temp table " + DIGESTS + i + " as select unnest(["
                    + keptOut.groups().get(i).digests().stream()
                            .sorted()
                            .map(Quote::text)
                            .collect(Collectors.joining(", "))
                    + "]::varchar[]) as d");
        }
        return statements;
    }

    /// The digest of the removed key that a row has, null if it has none.
    private String removedKey() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < keptOut.groups().size(); i++) {
            KeyDigest digest = keptOut.groups().get(i).digest();
            List<String> values = digest.columns().stream()
                    .map(column -> {
                        int place = place(column);
                        return KeyDigest.written(
                                Conversion.engineType(columns.get(place).type()), "c" + place);
                    })
                    .toList();
            found.add("(select k.d from " + DIGESTS + i + " k where k.d = " + digest.sql(values) + ")");
        }
        return "coalesce(" + String.join(", ", found) + ", null)";
    }

    private String kept() {
        return keptOut.isEmpty() ? "" : " and d is null";
    }

    /// The query for the digests of removed keys that rows have, each with its number of rows.
    String cameBack() {
        return "select d, count(*) from (" + rows() + ") where d is not null group by d";
    }

    /// The type in which watermarks are compared.
    private static LakeType type(Watermark watermark) {
        return switch (watermark.kind()) {
            case NUMBER -> new LakeType.Decimal(LakeType.MOST_DIGITS, LakeType.USUAL_SCALE);
            case DAY -> new LakeType.Day();
            case TIME -> new LakeType.Time();
        };
    }

    /// A value of the watermark as the engine's SQL has it.
    static String literal(Watermark watermark, String value) {
        return "cast(" + Quote.text(value) + " as " + Conversion.engineType(type(watermark)) + ")";
    }

    String rows() {
        StringBuilder texts = new StringBuilder(relation.rowNumber() + " as r");
        StringBuilder quick = new StringBuilder("*");
        StringBuilder values = new StringBuilder("*");
        for (int i = 0; i < columns.size(); i++) {
            LakeColumn column = columns.get(i);
            texts.append(", ").append(text(column.name())).append(" as x" + i);
            quick.append(", " + Conversion.quick(column.type(), "x" + i) + " as y" + i);
            values.append(", " + Conversion.value(column.type(), "x" + i, "y" + i) + " as c" + i);
        }
        if (watermark != null) {
            LakeType type = type(watermark);
            texts.append(", ")
                    .append(
                            watermark.column().isEmpty()
                                    ? "cast(" + relation.rowNumber() + " as varchar)"
                                    : text(watermark.column()))
                    .append(" as xw");
            quick.append(", " + Conversion.quick(type, "xw") + " as yw");
            values.append(", " + Conversion.value(type, "xw", "yw") + " as w");
        }
        String rows = "select " + values + " from (select " + quick + " from (select " + texts + " from "
                + relation.sql() + "))";
        if (!keptOut.isEmpty()) {
            rows = "select *, " + removedKey() + " as d from (" + rows + ")";
        }
        return watermark == null ? rows : "select *, " + place() + " as n from (" + rows + ")";
    }

    /// Of rows with the same watermark always the same one counts, in whatever order they are read.
    private String place() {
        String key = keys().mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String texts = IntStream.range(0, columns.size())
                .mapToObj(i -> "x" + i + " desc nulls last")
                .collect(Collectors.joining(", "));
        return "case when " + hasKey() + " then row_number() over (partition by (" + hasKey() + "), " + key
                + " order by w desc nulls last, " + texts + ") else 1 end";
    }

    private IntStream keys() {
        return IntStream.range(0, columns.size()).filter(i -> columns.get(i).key());
    }

    /// Whether a row counts for its key: it is the one with the greatest watermark, and its key was not
    /// removed.
    String counts() {
        return "n = 1 and " + hasKey() + kept();
    }

    /// Whether all columns of the key fit.
    private String hasKey() {
        return keys().mapToObj(i -> Conversion.fits(columns.get(i), "x" + i, "c" + i))
                .collect(Collectors.joining(" and "));
    }

    private String text(String column) {
        int position = position(column);
        return position < 0 ? "cast(null as varchar)" : "cast(" + relation.column(position, column) + " as varchar)";
    }

    /// The place of a column among those that are read, -1 if it is not among them.
    private int position(String column) {
        return IntStream.range(0, read.columns().size())
                .filter(i -> read.columns().get(i).name().equals(column))
                .findFirst()
                .orElse(-1);
    }

    /// The types that the source declares for the columns.
    Map<String, String> declared() {
        Map<String, String> types = new HashMap<>();
        columns.stream()
                .filter(column -> position(column.name()) >= 0)
                .forEach(column -> types.put(
                        column.name(),
                        read.columns().get(position(column.name())).declaredType()));
        return types;
    }

    /// The values, each of exactly its column's type.
    ///
    /// @param name what the value of a position is called
    private String typed(java.util.function.IntFunction<String> name) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "cast(c" + i + " as "
                        + Conversion.engineType(columns.get(i).type()) + ") as " + name.apply(i))
                .collect(Collectors.joining(", "));
    }

    /// The values by the names of their columns.
    String named() {
        return typed(i -> Quote.name(columns.get(i).name()));
    }

    /// The values by their positions.
    String numbered() {
        return typed(i -> "c" + i);
    }

    /// Whether a row is kept.
    String fits() {
        String all = IntStream.range(0, columns.size())
                .mapToObj(i -> Conversion.fits(columns.get(i), "x" + i, "c" + i))
                .collect(Collectors.joining(" and "));
        return (watermark == null ? all : all + " and n = 1") + kept();
    }

    /// The values that do not fit, of the rows that are not kept.
    String quarantined(String rows) {
        int first = keys().findFirst().orElse(-1);
        List<String> values = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            LakeColumn column = columns.get(i);
            String reason = Conversion.reason(column, "x" + i, "c" + i);
            if (watermark != null && i == first) {
                reason = "coalesce(" + reason + ", case when n > 1 then " + Conversion.Reason.REPEATED_KEY.sql()
                        + " end)";
            }
            String value = "x" + i;
            if (!keptOut.isEmpty()) {
                // Nothing of a removed row is stored again: only that it came.
                reason = "case when d is null then " + reason
                        + (i == Math.max(first, 0) ? " else " + Conversion.Reason.REMOVED_KEY.sql() : "") + " end";
                value = "case when d is null then " + value + " end";
            }
            values.add("{'name': " + Quarantine.quoted(column.name()) + ", 'value': " + value + ", 'reason': " + reason
                    + ", 'wanted': " + Quarantine.quoted(column.type().word()) + "}");
            if (column.key()) {
                key.add("x" + i);
            }
        }
        String keyed = key.isEmpty() ? "null" : "concat_ws(' / ', " + String.join(", ", key) + ")";
        if (!keptOut.isEmpty()) {
            keyed = "case when d is null then " + keyed + " end";
        }
        return "select r, key, u.name, u.value, u.reason, u.wanted from (select r, " + keyed + " as key, unnest(["
                + String.join(", ", values) + "]) as u from (" + rows + ") where not (" + fits()
                + ")) where u.reason is not null";
    }
}
