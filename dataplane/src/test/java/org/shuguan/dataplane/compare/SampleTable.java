package org.shuguan.dataplane.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.sketch.SampleSketch;
import org.shuguan.dataplane.sketch.Sketch;
import org.shuguan.dataplane.source.Table;

/// A table as a census would have found it, column by column.
final class SampleTable {
    private final String name;
    private final List<Table.Column> columns = new ArrayList<>();
    private final List<ColumnProfile> profiles = new ArrayList<>();
    private final List<Classification> classifications = new ArrayList<>();
    private final Map<String, Sketch> sketches = new HashMap<>();
    private final List<Table.Key> keys = new ArrayList<>();
    private @Nullable String comment;
    private long bytes = 4096;
    private boolean sampled;

    SampleTable(String name) {
        this.name = name;
    }

    SampleTable comment(@Nullable String text) {
        this.comment = text;
        return this;
    }

    SampleTable bytes(long size) {
        this.bytes = size;
        return this;
    }

    SampleTable sampled() {
        this.sampled = true;
        return this;
    }

    SampleTable key(boolean primary, String... names) {
        keys.add(new Table.Key(primary, List.of(names)));
        return this;
    }

    /// A text column that was not sketched.
    SampleTable column(String column) {
        return column(column, "text", null, null);
    }

    /// A text column with these values.
    SampleTable column(String column, IntStream values) {
        return column(column, "text", null, values);
    }

    SampleTable column(String column, String type, @Nullable String text, @Nullable IntStream values) {
        return column(new Table.Column(column, type, null, true, text), values);
    }

    SampleTable column(Table.Column column, @Nullable IntStream values) {
        int[] all = values == null ? new int[0] : values.toArray();
        if (values != null) {
            sketches.put(column.name(), SampleSketch.of(column.name(), IntStream.of(all)));
        }
        return column(
                column,
                profile(column.name(), column.declaredType(), column.comment(), ValueType.TEXT, all.length, all.length),
                null,
                0);
    }

    /// A column with its profile; `type` is what was recognised with this confidence.
    SampleTable column(Table.Column column, ColumnProfile profile, @Nullable DataType type, double confidence) {
        columns.add(column);
        profiles.add(profile);
        List<Classification.Finding> findings =
                type == null ? List.of() : List.of(new Classification.Finding(type, confidence, List.of()));
        classifications.add(new Classification(
                column.name(),
                findings,
                Grade.GENERAL_2,
                new Classification.Reason("grade-usual", Map.of()),
                null,
                false,
                type != null && confidence * 100 >= Thresholds.DEFAULT.asserted()));
        return this;
    }

    SampleTable sketch(String column, IntStream values) {
        sketches.put(column, SampleSketch.of(column, values));
        return this;
    }

    static ColumnProfile profile(
            String column, String declared, @Nullable String comment, ValueType type, long rows, long distinct) {
        return profile(column, declared, comment, type, rows, 0, 0, distinct, null, null, List.of(), false);
    }

    static ColumnProfile profile(
            String column,
            String declared,
            @Nullable String comment,
            ValueType type,
            long rows,
            long nulls,
            long empty,
            long distinct,
            @Nullable String min,
            @Nullable String max,
            List<ColumnProfile.Count> top,
            boolean exact) {
        return new ColumnProfile(
                column, declared, comment, type, rows, nulls, empty, distinct, min, max, null, null, null, exact,
                List.of(), top, List.of(), null);
    }

    TableSnapshot read(long rows, @Nullable String signature) {
        return new TableSnapshot(result(rows), sketches, signature);
    }

    TableResult result(long rows) {
        return new TableResult(table(), new TableProfile(rows, sampled, profiles, 0, List.of()), classifications, null);
    }

    /// As a census that could not read it.
    TableSnapshot unread() {
        return new TableSnapshot(new TableResult(table(), null, List.of(), null), Map.of(), null);
    }

    private Table table() {
        return new Table("s", name, Table.Kind.TABLE, comment, 0, bytes, columns, keys, List.of());
    }
}
