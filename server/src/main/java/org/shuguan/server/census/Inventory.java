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

/// What a unit has, by the newest finished census of each of its sources.
///
/// @param day the city's day on which it was put together
/// @param uncounted names of sources that no census has been through yet
/// @param duplicates what other units hold too
record Inventory(Unit unit, LocalDate day, List<Store> stores, List<String> uncounted, List<Duplicate> duplicates) {
    /// A column whose values another unit holds too.
    ///
    /// @param common about how many different values both hold
    /// @param share of this one's different values, in percent, estimated
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

    /// A source with what was found in it.
    ///
    /// @param unread files and tables that were not read, with the reason in words
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

    /// A column with where it stands.
    record Field(Store store, TableResult table, ColumnProfile profile, Classification found) {}

    /// What is known of a category of personal information.
    record Personal(String category, int fields, int tables, int sensitive) {}

    /// How many fields and tables hold a type of personal information.
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

    /// Whether some table was counted by a sample only.
    boolean sampled() {
        return stores.stream()
                .flatMap(store -> store.read().stream())
                .anyMatch(table -> Objects.requireNonNull(table.profile()).sampled());
    }

    /// Fields by grade, the highest first; without grades that no field has.
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

    /// By category, the one with most fields first.
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

    /// Sensitive personal information by what it is, most fields first.
    List<Sensitive> sensitive() {
        Map<DataType, List<Field>> types = new EnumMap<>(DataType.class);
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

    /// Tables that were found but not read, and files.
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

    /// The highest grade of a table's fields, null where it has none.
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
