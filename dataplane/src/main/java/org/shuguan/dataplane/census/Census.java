package org.shuguan.dataplane.census;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.TableSample;
import org.shuguan.dataplane.mask.Mask;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.ColumnContent;
import org.shuguan.dataplane.profile.Profiled;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Takes the census of a source: what tables there are, what stands in them, what it means.
public final class Census {
    /// A database that is started anew is back by then.
    private static final List<Duration> PATIENCE =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

    private static final ZoneId CITY_TIME = ZoneId.of("Asia/Shanghai");

    private final Source source;
    private final long sample;
    private final List<Duration> patience;
    private final @Nullable SketchKey key;
    private final Corrections corrections;
    private final Classifier classifier = new Classifier();

    /// A census that leaves no sketches.
    ///
    /// @param sample about how many rows of a table to read, 0 for all
    public Census(Source source, long sample) {
        this(source, sample, PATIENCE, null, Corrections.NONE);
    }

    /// @param key the node's secret, under which tables can be compared; null for no sketches
    /// @param corrections what masks obey beside what is measured
    public Census(Source source, long sample, @Nullable SketchKey key, Corrections corrections) {
        this(source, sample, PATIENCE, key, corrections);
    }

    Census(Source source, long sample, List<Duration> patience) {
        this(source, sample, patience, null, Corrections.NONE);
    }

    private Census(
            Source source, long sample, List<Duration> patience, @Nullable SketchKey key, Corrections corrections) {
        this.source = source;
        this.sample = sample;
        this.patience = patience;
        this.key = key;
        this.corrections = corrections;
    }

    /// Runs to the end or until cancelled. A table that cannot be read is a result, not the end of the census; the
    /// listener hears of tables as they are done, which is not the order in which they were found.
    ///
    /// @param done paths of tables that need not be read again, because an earlier run was interrupted after them
    /// @throws SourceUnreadable where the source as a whole cannot be read, or the listener cancelled
    public void run(Set<String> done, CensusListener listener) throws SourceUnreadable {
        try (OpenSource open = Sources.open(source)) {
            List<Table> tables = open.tables();
            listener.discovered(tables, open.unread());
            List<Table> left = tables.stream()
                    .filter(table -> !done.contains(table.path()))
                    .toList();
            new Workers(this, open, listener, tables.size() - left.size()).read(left);
        }
    }

    int connections() {
        return source instanceof Source.Database database ? database.limits().connections() : 1;
    }

    long sample() {
        return sample;
    }

    @Nullable
    SketchKey key() {
        return key;
    }

    /// How long to wait before each further attempt to reach a source that is gone.
    List<Duration> patience() {
        return patience;
    }

    Told classified(OpenSource open, Table table, Profiled profiled) {
        List<Classification> classifications = classifier.classify(sampleOf(table, profiled));
        List<ColumnProfile> shown = new ArrayList<>();
        for (int i = 0; i < classifications.size(); i++) {
            ColumnProfile column = profiled.profile().columns().get(i);
            Classification counts = corrections.of(table.path(), column.name()).of(classifications.get(i));
            shown.add(masked(column, Mask.of(counts)));
        }
        TableProfile profile = profiled.profile();
        // What has fewer rows than were asked for was read whole.
        boolean part = profile.sampled() && (profile.rows() >= sample || table.estimatedRows() > sample * 2);
        return new Told(
                new TableResult(
                        table,
                        new TableProfile(
                                profile.rows(),
                                part,
                                shown,
                                profile.rejected(),
                                veiled(profile.examples(), classifications)),
                        classifications,
                        null,
                        open.reading(table),
                        open.notes(table)),
                Traces.of(profiled, classifications, part, LocalDate.now(CITY_TIME)));
    }

    /// Lines that are no rows as people may see them; what is hidden already stays so.
    public static List<TableProfile.Rejected> veiled(
            List<TableProfile.Rejected> lines, List<Classification> classifications) {
        return lines.stream()
                .map(line ->
                        new TableProfile.Rejected(line.line(), line.reason(), Veil.over(line.text(), classifications)))
                .toList();
    }

    /// What is told of a table: what people see, and what only comparisons use.
    record Told(TableResult result, Traces traces) {}

    /// Hides what the mask hides in whatever is shown of a column; what is hidden already stays so.
    public static ColumnProfile masked(ColumnProfile column, Classification by) {
        return masked(column, Mask.of(by));
    }

    private static ColumnProfile masked(ColumnProfile column, Mask mask) {
        return column.shown(
                shown(column.min(), mask),
                shown(column.max(), mask),
                column.top().stream()
                        .map(count ->
                                new ColumnProfile.Count(String.valueOf(shown(count.value(), mask)), count.count()))
                        .toList(),
                // Its steps begin at the smallest value and end at the largest.
                mask == Mask.NONE ? column.histogram() : List.of(),
                masked(column.content(), mask));
    }

    private static @Nullable ColumnContent masked(@Nullable ColumnContent content, Mask mask) {
        return content == null
                ? null
                : new ColumnContent(
                        content.kind(),
                        content.forms(),
                        content.other(),
                        shown(content.min(), mask),
                        shown(content.max(), mask),
                        content.lostDigits());
    }

    /// A sign of the value zero stands in texts of many databases and may not in others', nor in most formats.
    private static @Nullable String shown(@Nullable String value, Mask mask) {
        String masked = mask.apply(value);
        return masked == null ? null : masked.replace('\0', '␀');
    }

    private static TableSample sampleOf(Table table, Profiled profiled) {
        List<TableSample.ColumnSample> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Table.Column column = table.columns().get(i);
            ColumnProfile profile = profiled.profile().columns().get(i);
            columns.add(new TableSample.ColumnSample(
                    column.name(),
                    column.comment(),
                    column.declaredType(),
                    profile.rows(),
                    profile.nulls(),
                    profiled.samples().get(i).stream()
                            .map(count -> new TableSample.Value(count.value(), count.count()))
                            .toList()));
        }
        return new TableSample(table.name(), table.comment(), profiled.profile().rows(), columns);
    }

    static Told unread(Table table, SourceUnreadable.Reason reason, String detail) {
        // What a database says may quote a row.
        var problem = new TableResult.Problem(reason.name(), String.valueOf(Mask.NONE.apply(detail)));
        return new Told(new TableResult(table, null, List.of(), problem), Traces.NONE);
    }
}
