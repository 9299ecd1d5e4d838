package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Classification.Reason;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.Table;

/// A defect of data that a census found.
///
/// @param column empty if it concerns the whole table
/// @param measure its figure: percent of wrong values, rows of test values, lines, columns without comment; 0 if
///     there is none
/// @param word an example that does not identify a person, or empty
record Defect(Kind kind, Inventory.Store store, TableResult table, String column, long measure, String word) {
    /// The kinds in order of importance.
    enum Kind {
        WRONG_CHECK("wrong"),
        SPOILT_BY_SPREADSHEET("spreadsheet"),
        TEST_VALUES("test-values"),
        LINES_REJECTED(""),
        ALL_NULL(""),
        EMPTY_TABLE(""),
        UNDOCUMENTED_TABLE(""),
        UNDOCUMENTED_COLUMNS("");

        /// code of the evidence that reports it
        private final String evidence;

        Kind(String evidence) {
            this.evidence = evidence;
        }
    }

    /// Types with a check: a value that fails it is wrong and not only unusual, as a name or an address may be.
    private static final Set<DataType> CHECKED = Set.of(
            DataType.RESIDENT_ID,
            DataType.RESIDENCE_PERMIT,
            DataType.CREDIT_CODE,
            DataType.ORGANISATION_CODE,
            DataType.TAXPAYER_NUMBER,
            DataType.BANK_CARD,
            DataType.VIN,
            DataType.IMEI,
            DataType.REGION);

    static List<Defect> of(Inventory inventory) {
        List<Defect> defects = new ArrayList<>();
        for (Inventory.Store store : inventory.stores()) {
            for (TableResult table : store.read()) {
                ofTable(defects, store, table);
            }
        }
        for (Inventory.Field field : inventory.fields()) {
            ofField(defects, field);
        }
        defects.sort(java.util.Comparator.comparing(Defect::kind));
        return defects;
    }

    private static void ofTable(List<Defect> defects, Inventory.Store store, TableResult table) {
        TableProfile profile = Objects.requireNonNull(table.profile());
        if (profile.rows() == 0) {
            defects.add(new Defect(Kind.EMPTY_TABLE, store, table, "", 0, ""));
        }
        if (profile.rejected() > 0) {
            defects.add(new Defect(Kind.LINES_REJECTED, store, table, "", profile.rejected(), ""));
        }
        // Files have headings but no comments.
        if (table.table().kind() == Table.Kind.FILE) {
            return;
        }
        if (isBlank(table.table().comment())) {
            defects.add(new Defect(Kind.UNDOCUMENTED_TABLE, store, table, "", 0, ""));
        }
        long silent = table.table().columns().stream()
                .filter(column -> isBlank(column.comment()))
                .count();
        if (silent > 0) {
            defects.add(new Defect(Kind.UNDOCUMENTED_COLUMNS, store, table, "", silent, ""));
        }
    }

    private static void ofField(List<Defect> defects, Inventory.Field field) {
        ColumnProfile profile = field.profile();
        if (profile.rows() > 0 && profile.nulls() + profile.empty() >= profile.rows()) {
            defects.add(new Defect(Kind.ALL_NULL, field.store(), field.table(), profile.name(), 0, ""));
        }
        Optional<Classification.Finding> best = field.found().recognised();
        for (Kind kind : Kind.values()) {
            best.filter(finding -> kind != Kind.WRONG_CHECK || CHECKED.contains(finding.type())).stream()
                    .flatMap(finding -> finding.evidence().stream())
                    .filter(reason -> !kind.evidence.isEmpty() && reason.code().equals(kind.evidence))
                    .findFirst()
                    .ifPresent(reason -> defects.add(new Defect(
                            kind,
                            field.store(),
                            field.table(),
                            profile.name(),
                            measure(reason),
                            reason.facts().getOrDefault("word", ""))));
        }
    }

    private static long measure(Reason reason) {
        Map<String, String> facts = reason.facts();
        return Long.parseLong(facts.getOrDefault("percent", facts.getOrDefault("rows", "0")));
    }

    private static boolean isBlank(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank();
    }
}
