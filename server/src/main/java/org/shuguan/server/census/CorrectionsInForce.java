package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.KnownTypes;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.Table;
import org.shuguan.server.platform.CityTime;
import org.springframework.stereotype.Component;

/// Applies corrections to measurements. Measurements are stored unchanged, so that a correction can be withdrawn;
/// pages, drafts, lists and reports read them through this class.
@Component
class CorrectionsInForce {
    private final CorrectionRecords corrections;

    private final CityTypes types;

    CorrectionsInForce(CorrectionRecords corrections, CityTypes types) {
        this.corrections = corrections;
        this.types = types;
    }

    private record InForce(Map<String, Map<ColumnCorrection.What, ColumnCorrection>> said, KnownTypes types)
            implements Corrections {
        @Override
        public Correction find(String path, String column) {
            Map<ColumnCorrection.What, ColumnCorrection> words = said.get(key(path, column));
            return words == null ? Correction.NONE : correction(words);
        }
    }

    /// The corrections of a source that are in force now.
    Corrections of(UUID source) {
        Map<String, Map<ColumnCorrection.What, ColumnCorrection>> said = new HashMap<>();
        for (ColumnCorrection correction : corrections.inForce(source)) {
            said.computeIfAbsent(key(correction.path(), correction.columnName()), key -> new HashMap<>())
                    .put(correction.what(), correction);
        }
        return new InForce(said, types.known());
    }

    /// The result with all corrections applied and values masked accordingly.
    static TableResult apply(Corrections corrections, TableResult measured) {
        TableProfile profile = measured.profile();
        if (profile == null) {
            return measured;
        }
        String path = measured.table().path();
        List<Classification> classifications = new ArrayList<>();
        List<ColumnProfile> columns = new ArrayList<>();
        for (int i = 0; i < profile.columns().size(); i++) {
            ColumnProfile column = profile.columns().get(i);
            Correction correction = corrections.find(path, column.name());
            Classification counts =
                    correction.applyTo(measured.classifications().get(i), corrections.types());
            classifications.add(counts);
            columns.add(apply(correction, column, counts));
        }
        return new TableResult(
                titled(measured.table(), corrections),
                new TableProfile(
                        profile.rows(),
                        profile.sampled(),
                        columns,
                        profile.rejected(),
                        org.shuguan.dataplane.census.SourceCensus.maskRejected(profile.examples(), classifications)),
                classifications,
                measured.problem(),
                measured.reading(),
                measured.notes());
    }

    /// The same for one column.
    static FoundTables.FoundColumn apply(Corrections corrections, FoundTables.FoundColumn measured) {
        Correction correction =
                corrections.find(measured.path(), measured.profile().name());
        Classification counts = correction.applyTo(measured.classification(), corrections.types());
        return new FoundTables.FoundColumn(
                measured.path(),
                measured.tableComment(),
                measured.columns(),
                measured.key(),
                apply(correction, measured.profile(), counts),
                counts);
    }

    private static ColumnProfile apply(Correction correction, ColumnProfile column, Classification counts) {
        // Masked always: values visible while a correction was in force must be masked again after it was
        // withdrawn.
        return titled(org.shuguan.dataplane.census.SourceCensus.masked(column, counts), correction);
    }

    private static ColumnProfile titled(ColumnProfile column, Correction correction) {
        return correction.title() == null
                ? column
                : column.withComment(correction.title().value());
    }

    private static Table titled(Table table, Corrections corrections) {
        List<Table.Column> columns = table.columns().stream()
                .map(column -> {
                    Correction.Statement title =
                            corrections.find(table.path(), column.name()).title();
                    return title == null
                            ? column
                            : new Table.Column(
                                    column.name(),
                                    column.declaredType(),
                                    column.length(),
                                    column.nullable(),
                                    title.value());
                })
                .toList();
        return new Table(
                table.schema(),
                table.name(),
                table.kind(),
                table.comment(),
                table.estimatedRows(),
                table.bytes(),
                columns,
                table.keys(),
                table.references());
    }

    private static Correction correction(Map<ColumnCorrection.What, ColumnCorrection> words) {
        ColumnCorrection grade = words.get(ColumnCorrection.What.GRADE);
        return new Correction(
                said(words.get(ColumnCorrection.What.TYPE)),
                said(grade),
                said(words.get(ColumnCorrection.What.TITLE)),
                grade != null && grade.lowers() && grade.measured() != null ? Grade.of(grade.measured()) : null);
    }

    private static Correction.@Nullable Statement said(@Nullable ColumnCorrection correction) {
        if (correction == null) {
            return null;
        }
        String day = CityTime.day(correction.saidAt()).toString();
        return new Correction.Statement(
                correction.value(),
                correction.lowers()
                        ? Objects.requireNonNullElse(correction.decidedBy(), correction.saidBy())
                        : correction.saidBy(),
                day,
                correction.reason());
    }

    private static String key(String path, String column) {
        return path + "\u0000" + column;
    }
}
