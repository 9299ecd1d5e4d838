package org.shuguan.dataplane.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.Table;

/// Turns what a census found in a table into the draft of a catalog entry.
public final class Drafting {
    /// UTF-8 takes up to four bytes a sign; three for nearly all Chinese ones.
    private static final int BYTES_PER_SIGN = 3;

    private static final double CERTAIN_ENOUGH = 0.5;

    private final Words words = Words.in(Locale.SIMPLIFIED_CHINESE);

    /// @param kind the source's kind where it is a database, for example `postgresql`; null for files
    /// @throws IllegalArgumentException for a table that could not be read
    public DraftEntry draft(TableResult result, @Nullable String kind) {
        Table table = result.table();
        TableProfile profile = result.profile();
        if (profile == null) {
            throw new IllegalArgumentException(table.path() + " was not read");
        }
        List<DraftEntry.Item> items = new ArrayList<>();
        for (int i = 0; i < profile.columns().size(); i++) {
            items.add(item(
                    table, profile.columns().get(i), result.classifications().get(i)));
        }
        Grade grade = items.stream().map(DraftEntry.Item::grade).reduce(Grade.GENERAL_1, Grade::orHigher);
        String title = title(table);
        long rows = profile.sampled() ? Math.max(profile.rows(), table.estimatedRows()) : profile.rows();
        return new DraftEntry(
                table.path(),
                title,
                summary(title, items, rows),
                kind == null ? category(table.name()) : "database",
                kind == null ? ending(table.name()) : kind,
                grade,
                rows,
                table.bytes(),
                items);
    }

    private static String title(Table table) {
        String comment = table.comment();
        if (comment != null && !comment.isBlank()) {
            return comment.strip().replaceAll("[\\s]+", " ");
        }
        String name = table.name().replaceAll("(?i)\\.(csv|tsv|txt|xlsx|jsonl|ndjson|parquet)(?=$|#)", "");
        return name.replace('#', ' ');
    }

    private static String summary(String title, List<DraftEntry.Item> items, long rows) {
        List<String> names = items.stream().map(DraftEntry.Item::name).limit(12).toList();
        return title + "，主要包括" + String.join("、", names) + (items.size() > names.size() ? "等" : "") + "，共"
                + items.size() + "个信息项；普查时有" + rows + "条记录。";
    }

    private DraftEntry.Item item(Table table, ColumnProfile column, Classification classification) {
        Classification.Finding best = classification
                .best()
                .filter(finding -> finding.confidence() >= CERTAIN_ENOUGH)
                .orElse(null);
        String comment = column.comment();
        String name = comment != null && !comment.isBlank()
                ? comment.strip().split("[（(,，:：;；\\s]", 2)[0]
                : best != null && !hasHan(column.name()) ? words.type(best.type()) : column.name();
        return new DraftEntry.Item(
                name.isEmpty() ? column.name() : name,
                column.name(),
                type(column),
                length(table, column),
                table.isPrimary(column.name()),
                classification.grade(),
                classification.personal(),
                best == null ? null : best.type().word(),
                words.reason(classification.reason()));
    }

    private static String type(ColumnProfile column) {
        String declared = column.declaredType().toLowerCase(Locale.ROOT);
        if (declared.contains("char") || declared.equals("text")) {
            return switch (column.type()) {
                case DATE -> "D";
                case DATETIME -> "T";
                case INTEGER, DECIMAL -> declared.equals("text") ? "N" : "C";
                default -> "C";
            };
        }
        if (declared.contains("timestamp") || declared.contains("datetime")) {
            return "T";
        }
        if (declared.startsWith("date")) {
            return "D";
        }
        if (declared.contains("bool") || declared.equals("bit")) {
            return "L";
        }
        if (declared.contains("int") || declared.contains("serial")) {
            return "I";
        }
        if (declared.contains("double") || declared.contains("real") || declared.contains("float")) {
            return "B";
        }
        return declared.contains("numeric") || declared.contains("decimal") ? "N" : "C";
    }

    private static @Nullable Integer length(Table table, ColumnProfile column) {
        Integer declared = table.columns().stream()
                .filter(c -> c.name().equals(column.name()))
                .map(Table.Column::length)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (declared == null) {
            return column.longestBytes();
        }
        // Codes and numbers take a byte a sign; what holds Chinese must be given room for it.
        boolean plain = column.longestBytes() == null || column.longestBytes().equals(column.longest());
        return plain ? declared : Integer.valueOf(declared * BYTES_PER_SIGN);
    }

    private static String category(String name) {
        return ending(name).equals("xlsx") || ending(name).equals("csv") ? "spreadsheet" : "document";
    }

    private static String ending(String name) {
        String file = name.contains("#") ? name.substring(0, name.lastIndexOf('#')) : name;
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean hasHan(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
