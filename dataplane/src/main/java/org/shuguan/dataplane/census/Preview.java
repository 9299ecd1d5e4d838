package org.shuguan.dataplane.census;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.TableSample;
import org.shuguan.dataplane.mask.Mask;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.FileInspection;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.SourceUnreadable;

/// How a file would be read: the complete reading, and for each table its first lines and its rejected lines.
/// Values of personal columns are masked.
///
/// @param reading all settings, including those that were guessed
/// @param selfDescribed whether the format determines how it is read, so that nothing can be corrected
public record Preview(Reading reading, boolean selfDescribed, List<PreviewTable> tables) {
    /// @param lines the file's first lines around and in the table
    /// @param rows number of rows
    /// @param rejected number of lines that are not rows
    /// @param whole whether all lines were counted, or only the lines up to the first [FileInspection#MOST_ROWS]
    /// rows
    public record PreviewTable(
            String name,
            Reading.Part part,
            List<String> columns,
            List<Note> notes,
            List<PreviewLine> lines,
            long rows,
            long rejected,
            List<TableProfile.Rejected> examples,
            boolean whole) {}

    /// @param cells for a row one cell per column; for a line outside of the table all its cells; for a rejected
    ///     line its text
    public record PreviewLine(long line, FileInspection.LineRole as, List<@Nullable String> cells) {}

    /// @param wish settings that a person chose; whatever they leave open is guessed
    /// @param classifier by which the columns to mask are recognised
    /// @throws SourceUnreadable with the reason if the file cannot be read
    public static Preview of(Path file, Reading wish, Classifier classifier) throws SourceUnreadable {
        FileInspection inspection = FileInspection.of(file, wish);
        PersonalValues personal = new PersonalValues(classifier);
        personal.addAll(inspection);
        if (!wish.isGuess()) {
            // Read otherwise, a row may be a header, or a line one cell: what the guess knows of its values counts.
            try {
                personal.addAll(FileInspection.of(file, Reading.GUESS));
            } catch (SourceUnreadable notSo) {
                return new Preview(inspection, personal, classifier);
            }
        }
        return new Preview(inspection, personal, classifier);
    }

    private Preview(FileInspection inspection, PersonalValues personal, Classifier classifier) {
        this(
                inspection.reading(),
                inspection.selfDescribed(),
                inspection.tables().stream()
                        .map(table -> table(table, personal, classifier))
                        .toList());
    }

    private static PreviewTable table(
            FileInspection.InspectedTable inspected, PersonalValues personal, Classifier classifier) {
        List<Classification> classifications = classified(inspected, classifier);
        List<TableProfile.Rejected> examples = inspected.rejects().first().stream()
                .map(reject -> new TableProfile.Rejected(
                        reject.line(), reject.reason().name(), LineMask.apply(reject.text(), classifications)))
                .toList();
        return new PreviewTable(
                inspected.table().name(),
                inspected.part(),
                inspected.table().columns().stream()
                        .map(column -> String.valueOf(
                                personal.areCutOtherwiseIn(inspected)
                                        ? LineMask.apply(column.name(), List.of())
                                        : personal.hiddenIn(column.name())))
                        .toList(),
                inspected.notes(),
                inspected.lines().stream()
                        .map(line -> personal.areCutOtherwiseIn(inspected)
                                ? firstCharacters(line)
                                : masked(line, classifications, personal))
                        .toList(),
                inspected.rows(),
                inspected.rejects().count(),
                examples,
                inspected.whole());
    }

    /// What the cells hold is not known, only that the file has values of persons: the separators are shown.
    private static PreviewLine firstCharacters(FileInspection.InspectedLine line) {
        List<@Nullable String> cells = new ArrayList<>();
        line.cells().forEach(cell -> cells.add(LineMask.apply(cell, List.of())));
        return new PreviewLine(line.line(), line.as(), cells);
    }

    private static PreviewLine masked(
            FileInspection.InspectedLine line, List<Classification> columns, PersonalValues personal) {
        List<@Nullable String> cells = new ArrayList<>();
        for (int i = 0; i < line.cells().size(); i++) {
            String cell = line.cells().get(i);
            cells.add(
                    switch (line.as()) {
                        case ROW -> {
                            Mask mask = Mask.of(columns.get(i));
                            yield mask == Mask.NONE ? mask.apply(personal.hiddenIn(cell)) : mask.apply(cell);
                        }
                        case REJECT -> LineMask.apply(cell, columns);
                        // If the guessed header is really a row, it shows the first person of the list: mask what
                        // looks like a value.
                        case HEADER, OUTSIDE ->
                            looksLikeAValue(cell)
                                    ? LineMask.apply(cell, List.of())
                                    : Mask.NONE.apply(personal.hiddenIn(cell));
                    });
        }
        return new PreviewLine(line.line(), line.as(), cells);
    }

    private static boolean looksLikeAValue(@Nullable String cell) {
        return cell != null && cell.chars().filter(Character::isDigit).count() > 6;
    }

    static List<Classification> classified(FileInspection.InspectedTable inspected, Classifier classifier) {
        return classifier.classify(sample(inspected));
    }

    private static TableSample sample(FileInspection.InspectedTable inspected) {
        List<TableSample.ColumnSample> columns = new ArrayList<>();
        for (int i = 0; i < inspected.table().columns().size(); i++) {
            Map<String, Long> counts = new HashMap<>();
            long nulls = 0;
            for (List<@Nullable String> row : inspected.sample()) {
                String value = row.get(i);
                if (value == null) {
                    nulls++;
                } else {
                    counts.merge(value, 1L, Long::sum);
                }
            }
            columns.add(new TableSample.ColumnSample(
                    inspected.table().columns().get(i).name(),
                    null,
                    "text",
                    inspected.sample().size(),
                    nulls,
                    counts.entrySet().stream()
                            .map(value ->
                                    new TableSample.Value(value.getKey(), Objects.requireNonNull(value.getValue())))
                            .toList()));
        }
        return new TableSample(
                inspected.table().name(), null, inspected.sample().size(), columns);
    }
}
