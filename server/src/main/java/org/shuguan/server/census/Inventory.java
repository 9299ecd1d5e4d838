package org.shuguan.server.census;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.server.institution.Unit;

/// The data of a unit, from the newest finished census of each of its sources.
///
/// @param day the day of the inventory, in the city's time zone
/// @param uncounted names of sources without a finished census
/// @param duplicates columns whose values other units have too
record Inventory(Unit unit, LocalDate day, List<Store> stores, List<String> uncounted, List<Duplicate> duplicates) {
    /// A column whose values another unit has too.
    ///
    /// @param common estimated number of different values in both
    /// @param share estimated share of this column's different values, in percent
    record Duplicate(
            String path,
            @Nullable String comment,
            String column,
            String otherUnit,
            String otherPath,
            String otherColumn,
            long common,
            long share,
            long otherShare) {}

    /// A source with its tables.
    ///
    /// @param unread files and tables that were not read, with the reason as a sentence
    record Store(String name, SourceRecord.Kind kind, Instant counted, List<TableResult> tables, List<Gap> unread) {
        List<TableResult> read() {
            return tables.stream().filter(table -> table.profile() != null).toList();
        }

        long rows() {
            return read().stream().mapToLong(Inventory::rows).sum();
        }

        int columns() {
            return read().stream()
                    .mapToInt(table -> table.classifications().size())
                    .sum();
        }
    }

    record Gap(String path, String reason) {}

    /// A column with its table and source.
    record Field(Store store, TableResult table, ColumnProfile profile, Classification found) {}

    /// The number of fields and tables of a category of personal information.
    record Personal(String category, int fields, int tables, int sensitive) {}

    /// The number of fields and tables of a type of sensitive personal information.
    record Sensitive(DataType type, String category, int fields, int tables, long rows) {}

    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Store store : stores) {
            for (TableResult table : store.read()) {
                List<ColumnProfile> columns =
                        Objects.requireNonNull(table.profile()).columns();
                for (int i = 0; i < columns.size(); i++) {
                    fields.add(new Field(
                            store,
                            table,
                            columns.get(i),
                            table.classifications().get(i)));
                }
            }
        }
        return fields;
    }

    int tables() {
        return stores.stream().mapToInt(store -> store.read().size()).sum();
    }

    long rows() {
        return stores.stream().mapToLong(Store::rows).sum();
    }

    /// Whether any table was only sampled.
    boolean sampled() {
        return stores.stream()
                .flatMap(store -> store.read().stream())
                .anyMatch(table -> Objects.requireNonNull(table.profile()).sampled());
    }

    /// Number of fields by grade, the highest first; without grades that no field has.
    Map<Grade, Integer> byGrade() {
        Map<Grade, Integer> grades = new EnumMap<>(Grade.class);
        fields().forEach(field -> grades.merge(field.found().grade(), 1, Integer::sum));
        Map<Grade, Integer> highest = new TreeMap<>(java.util.Comparator.reverseOrder());
        highest.putAll(grades);
        return highest;
    }

    List<Field> personal() {
        return fields().stream()
                .filter(field -> field.found().personal() != null)
                .toList();
    }

    /// Personal information by category, the most frequent first.
    List<Personal> byCategory() {
        Map<String, List<Field>> categories = new TreeMap<>();
        personal()
                .forEach(field -> categories
                        .computeIfAbsent(String.valueOf(field.found().personal()), category -> new ArrayList<>())
                        .add(field));
        return categories.entrySet().stream()
                .map(entry -> new Personal(entry.getKey(), entry.getValue().size(), tablesOf(entry.getValue()), (int)
                        entry.getValue().stream()
                                .filter(field -> field.found().sensitive())
                                .count()))
                .sorted(java.util.Comparator.comparingInt(Personal::fields).reversed())
                .toList();
    }

    /// Sensitive personal information by type, the most frequent first.
    List<Sensitive> sensitive() {
        Map<DataType, List<Field>> types = new TreeMap<>();
        personal().stream()
                .filter(field -> field.found().sensitive())
                .forEach(field -> types.computeIfAbsent(
                                field.found().best().orElseThrow().type(), type -> new ArrayList<>())
                        .add(field));
        return types.entrySet().stream()
                .map(entry -> new Sensitive(
                        entry.getKey(),
                        String.valueOf(entry.getValue().getFirst().found().personal()),
                        entry.getValue().size(),
                        tablesOf(entry.getValue()),
                        entry.getValue().stream()
                                .map(Field::table)
                                .distinct()
                                .mapToLong(Inventory::rows)
                                .sum()))
                .sorted(java.util.Comparator.comparingInt(Sensitive::fields).reversed())
                .toList();
    }

    /// Tables and files that were found but not read.
    List<Map.Entry<Store, Gap>> unread() {
        return stores.stream()
                .flatMap(store -> store.unread().stream().map(gap -> Map.entry(store, gap)))
                .toList();
    }

    static long rows(TableResult table) {
        return table.profile() == null
                ? 0
                : table.profile().sampled()
                        ? Math.max(table.profile().rows(), table.table().estimatedRows())
                        : table.profile().rows();
    }

    /// The highest grade of a table's fields, null if it has none.
    static @Nullable Grade grade(TableResult table) {
        return table.classifications().stream()
                .map(Classification::grade)
                .reduce(Grade::orHigher)
                .orElse(null);
    }

    private static int tablesOf(List<Field> fields) {
        return (int) fields.stream().map(Field::table).distinct().count();
    }
}
