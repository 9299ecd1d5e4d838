package org.shuguan.dataplane.lake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Table;
import org.shuguan.dataplane.source.Watermark;

/// Decides whether a collection reads all rows or those from a watermark on.
final class Increment {
    /// The fact of a version that says how it was collected: of which table, with which columns, key and watermark.
    /// Only a version of the same way can be the base of an increment.
    static final String WAY = "shuguan.way";

    private final Collection.Growth growth;
    private final Watermark watermark;
    private final String way;
    private final @Nullable LakeVersion current;
    /// What the current version says, null if it was collected in another way.
    private final @Nullable Grown before;

    private Grown.@Nullable Because because;
    private Watermark.@Nullable Found found;
    private @Nullable String from;

    private Increment(
            Collection.Growth growth, Watermark watermark, String way, @Nullable LakeVersion current, boolean sameWay) {
        this.growth = growth;
        this.watermark = watermark;
        this.way = way;
        this.current = current;
        this.before = current == null || !sameWay ? null : Grown.of(current).orElse(null);
        this.because = full();
    }

    /// @throws LakeRefused if the table cannot be collected by increment
    static Increment of(
            Collection what,
            Collection.Growth growth,
            OpenSource open,
            Table found,
            LakeTable table,
            List<LakeColumn> columns)
            throws LakeRefused {
        if (!growth.pushed() && !open.hasWatermarks()) {
            throw new LakeRefused(LakeRefused.Reason.NO_INCREMENTS, found.path());
        }
        if (columns.stream().noneMatch(LakeColumn::key)) {
            throw new LakeRefused(LakeRefused.Reason.NO_KEY, found.path());
        }
        LakeVersion current = table.current().orElse(null);
        if (growth.pushed()) {
            if (current != null && !table.hasColumnsOf(current.id())) {
                throw new LakeRefused(LakeRefused.Reason.OTHER_COLUMNS, what.table());
            }
            return new Increment(growth, new Watermark("", Watermark.Kind.NUMBER), "pushed", current, current != null);
        }
        Watermark watermark = found.columns().stream()
                .filter(column -> column.name().equals(growth.watermark()))
                .flatMap(column -> Watermark.Kind.of(column.declaredType()).stream())
                .map(kind -> new Watermark(growth.watermark(), kind))
                .findFirst()
                .orElseThrow(() -> new LakeRefused(LakeRefused.Reason.NO_WATERMARK, growth.watermark()));
        String way = way(what, watermark, columns);
        boolean sameWay = current != null && way.equals(current.facts().get(WAY)) && table.hasColumnsOf(current.id());
        return new Increment(growth, watermark, way, current, sameWay);
    }

    private static String way(Collection what, Watermark watermark, List<LakeColumn> columns) {
        StringBuilder all =
                new StringBuilder(what.growth() == null ? "" : what.growth().origin());
        all.append('\n').append(what.path()).append('\n').append(watermark);
        columns.forEach(column -> all.append('\n')
                .append(column.key() ? "key " : "")
                .append(column.type().word())
                .append(' ')
                .append(column.name()));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Grown.@Nullable Because full() {
        if (current == null) {
            return Grown.Because.FIRST;
        }
        if (growth.pushed()) {
            return null;
        }
        if (growth.full()) {
            return Grown.Because.REQUESTED;
        }
        if (before == null) {
            return Grown.Because.OTHER_WAY;
        }
        if (growth.fullEvery() > 0 && before.since() + 1 >= growth.fullEvery()) {
            return Grown.Because.DUE;
        }
        return before.upTo() == null ? Grown.Because.NO_WATERMARK : null;
    }

    Watermark watermark() {
        return watermark;
    }

    /// The least watermark to be read, decided with what the source has; null for all rows.
    @Nullable
    String least(Watermark.Found has) {
        found = has;
        String upTo = before == null ? null : before.upTo();
        if (because == null
                && upTo != null
                && (has.greatest() == null || watermark.kind().isBelow(has.greatest(), upTo))) {
            because = Grown.Because.FELL;
        }
        from = because == null ? missedFrom() : null;
        return from;
    }

    /// From where on an increment would have read; null if there is no base, or rows are sent.
    @Nullable
    String missedFrom() {
        String upTo = before == null || growth.pushed() ? null : before.upTo();
        return upTo == null ? null : watermark.kind().less(upTo, growth.overlap());
    }

    /// The version whose rows stay unless they are read again; null if all rows are read.
    @Nullable
    LakeVersion base() {
        return because == null ? current : null;
    }

    /// The current version if its rows can be compared with those that are read.
    @Nullable
    LakeVersion comparable() {
        return before == null && !growth.pushed() ? null : current;
    }

    String way() {
        return way;
    }

    /// What the new version says of itself.
    Grown grown(Merge.Counts counts, Instant now) {
        Grown last = before;
        boolean increment = because == null;
        return new Grown(
                because,
                watermark.column(),
                watermark.kind(),
                from,
                found == null ? null : found.greatest(),
                counts.added(),
                counts.replaced(),
                counts.same(),
                counts.withdrawn(),
                counts.gone(),
                counts.missed(),
                found == null ? 0 : found.without(),
                increment && last != null ? last.fullAt() : increment && current != null ? current.at() : now,
                increment ? (last == null ? 1 : last.since() + 1) : 0);
    }
}
