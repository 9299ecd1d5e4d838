package org.shuguan.dataplane.census;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.TableSample;
import org.shuguan.dataplane.mask.Mask;
import org.shuguan.dataplane.profile.ColumnContent;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.ProfileWithSample;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Takes a census of one source: lists its tables, profiles their rows, classifies their columns.
public final class SourceCensus {
    /// Pauses before each retry of an unreachable source; their sum (21 s) covers the restart of a database.
    private static final List<Duration> RETRY_PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

    private static final ZoneId CITY_TIME = ZoneId.of("Asia/Shanghai");

    private final Source source;
    private final long sample;
    private final List<Duration> retryPauses;
    private final @Nullable SketchKey key;
    private final Corrections corrections;
    private final Classifier classifier;

    /// A census without sketches of the columns.
    ///
    /// @param sample about how many rows of each table to read, 0 for all
    public SourceCensus(Source source, long sample) {
        this(source, sample, RETRY_PAUSES, null, Corrections.NONE, new Classifier());
    }

    /// @param key the node's secret for sketches, by which columns can be compared; null for no sketches
    /// @param corrections what people stated about columns; masks follow it rather than what was measured
    public SourceCensus(Source source, long sample, @Nullable SketchKey key, Corrections corrections) {
        this(source, sample, key, corrections, new Classifier());
    }

    /// @param classifier with the city's words and from when it says what it suspects
    public SourceCensus(
            Source source, long sample, @Nullable SketchKey key, Corrections corrections, Classifier classifier) {
        this(source, sample, RETRY_PAUSES, key, corrections, classifier);
    }

    SourceCensus(Source source, long sample, List<Duration> retryPauses) {
        this(source, sample, retryPauses, null, Corrections.NONE, new Classifier());
    }

    private SourceCensus(
            Source source,
            long sample,
            List<Duration> retryPauses,
            @Nullable SketchKey key,
            Corrections corrections,
            Classifier classifier) {
        this.source = source;
        this.sample = sample;
        this.retryPauses = retryPauses;
        this.key = key;
        this.corrections = corrections;
        this.classifier = classifier;
    }

    /// Runs to the end or until cancelled. A table that cannot be read yields a result with a problem and does not
    /// end the census. The listener receives tables as they finish, which is not the order in which they were
    /// discovered.
    ///
    /// @param done paths of tables to skip, because an earlier run that was interrupted has read them
    /// @throws SourceUnreadable if the source as a whole cannot be read, or the listener cancelled
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
        return switch (source) {
            case Source.Database database -> database.limits().connections();
            case Source.Remote remote -> remote.connections();
            case Source.Files files -> 1;
            case Source.Http http -> 1;
        };
    }

    long sample() {
        return sample;
    }

    @Nullable
    SketchKey key() {
        return key;
    }

    /// Pauses before each further attempt to reach a source that does not answer.
    List<Duration> retryPauses() {
        return retryPauses;
    }

    /// @param listed the table as the source lists it
    Outcome classified(OpenSource open, Table listed, ProfileWithSample profiled) {
        Table table = readable(listed, profiled.unreadable());
        List<Note> notes = new ArrayList<>(open.notes(listed));
        if (!profiled.unreadable().isEmpty()) {
            notes.add(new Note(
                    "columns-broken",
                    Map.of(
                            "columns",
                            Note.names(profiled.unreadable().stream()
                                    .sorted()
                                    .map(i -> listed.columns().get(i).name())
                                    .toList()))));
        }
        List<Classification> classifications = classifier.classify(sampleOf(table, profiled));
        List<ColumnProfile> shown = new ArrayList<>();
        for (int i = 0; i < classifications.size(); i++) {
            ColumnProfile column = profiled.profile().columns().get(i);
            Classification counts = corrections.applyTo(table.path(), classifications.get(i));
            shown.add(masked(column, Mask.of(counts)));
        }
        TableProfile profile = profiled.profile();
        // A table that gave fewer rows than were asked for was read completely.
        boolean part = profile.sampled() && (profile.rows() >= sample || table.estimatedRows() > sample * 2);
        return new Outcome(
                new TableResult(
                        table,
                        new TableProfile(
                                profile.rows(),
                                part,
                                shown,
                                profile.rejected(),
                                maskRejected(profile.examples(), classifications)),
                        classifications,
                        null,
                        open.reading(listed),
                        notes),
                TableFingerprint.of(profiled, classifications, part, LocalDate.now(CITY_TIME)));
    }

    /// The table without the columns that could not be read.
    private static Table readable(Table table, Set<Integer> unreadable) {
        return unreadable.isEmpty()
                ? table
                : table.withColumns(IntStream.range(0, table.columns().size())
                        .filter(i -> !unreadable.contains(i))
                        .mapToObj(table.columns()::get)
                        .toList());
    }

    /// Masks the text of rejected lines. Masking a second time changes nothing.
    public static List<TableProfile.Rejected> maskRejected(
            List<TableProfile.Rejected> lines, List<Classification> classifications) {
        return lines.stream()
                .map(line -> new TableProfile.Rejected(
                        line.line(), line.reason(), LineMask.apply(line.text(), classifications)))
                .toList();
    }

    /// The outcome for one table: the result that people see, and the fingerprint that only comparisons use.
    record Outcome(TableResult result, TableFingerprint fingerprint) {}

    /// Masks all values that a column's profile shows. Masking a second time changes nothing.
    public static ColumnProfile masked(ColumnProfile column, Classification by) {
        return masked(column, Mask.of(by));
    }

    private static ColumnProfile masked(ColumnProfile column, Mask mask) {
        return column.withValues(
                shown(column.min(), mask),
                shown(column.max(), mask),
                masked(column.top(), mask),
                // The bounds of its bins are the smallest and the largest value.
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
                        content.lostDigits(),
                        masked(content.examples(), mask));
    }

    private static List<ColumnProfile.Count> masked(List<ColumnProfile.Count> values, Mask mask) {
        return values.stream()
                .map(count -> new ColumnProfile.Count(String.valueOf(shown(count.value(), mask)), count.count()))
                .toList();
    }

    /// Replaces the character U+0000, which some databases store in texts and PostgreSQL and most file formats
    /// reject.
    private static @Nullable String shown(@Nullable String value, Mask mask) {
        String masked = mask.apply(value);
        return masked == null ? null : masked.replace('\0', '␀');
    }

    private static TableSample sampleOf(Table table, ProfileWithSample profiled) {
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

    static Outcome unread(Table table, SourceUnreadable.Reason reason, String detail) {
        // A database's error message may quote a row.
        var problem = new TableResult.Problem(reason.name(), String.valueOf(Mask.NONE.apply(detail)));
        return new Outcome(new TableResult(table, null, List.of(), problem), TableFingerprint.NONE);
    }
}
