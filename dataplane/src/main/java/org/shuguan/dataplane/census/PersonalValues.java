package org.shuguan.dataplane.census;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.mask.Mask;
import org.shuguan.dataplane.source.FileInspection;

/// The values of a file's personal columns, to hide them wherever else the file shows them: in a line above the table,
/// in a header that is really a row, or in a cell that holds a whole line because the delimiter is another one.
final class PersonalValues {
    /// Single characters occur in most texts.
    private static final int SHORTEST = 2;

    private final Set<String> values = new HashSet<>();
    /// The numbers of columns of the tables with personal columns.
    private final Set<Integer> widths = new HashSet<>();

    private final Classifier classifier;

    /// @param classifier by which the columns to mask are recognised
    PersonalValues(Classifier classifier) {
        this.classifier = classifier;
    }

    /// Adds the values of the columns that a preview masks.
    void addAll(FileInspection inspection) {
        for (FileInspection.InspectedTable table : inspection.tables()) {
            List<Classification> columns = Preview.classified(table, classifier);
            for (int i = 0; i < columns.size(); i++) {
                if (Mask.of(columns.get(i)) == Mask.NONE) {
                    continue;
                }
                widths.add(columns.size());
                for (List<@Nullable String> row : table.sample()) {
                    String value = row.get(i);
                    if (value != null && value.strip().length() >= SHORTEST) {
                        values.add(value.strip());
                    }
                }
            }
        }
    }

    /// Whether a table holds the values of these columns in other cells, because the file is cut otherwise.
    boolean areCutOtherwiseIn(FileInspection.InspectedTable table) {
        return !widths.isEmpty() && !widths.contains(table.table().columns().size());
    }

    /// The text, or only the first character of each of its words if it contains one of the values.
    @Nullable
    String hiddenIn(@Nullable String text) {
        return text != null && values.stream().anyMatch(text::contains) ? LineMask.apply(text, List.of()) : text;
    }
}
