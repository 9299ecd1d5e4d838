package org.shuguan.server.quality;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.quality.Examination;
import org.shuguan.server.collection.CollectedData;
import org.springframework.stereotype.Component;

/// Rules about a version as a whole, for which no row is read.
@Component
class VersionChecks {
    private static final Duration OBSERVED = Duration.ofDays(30);
    private static final double WHOLE = 100.0;

    private final CollectedData data;
    private final Timeliness timeliness;
    private final Clock clock;

    VersionChecks(CollectedData data, Timeliness timeliness, Clock clock) {
        this.data = data;
        this.timeliness = timeliness;
        this.clock = clock;
    }

    Examination.Counted count(QualityRule rule, Terms terms, QualityRun run, LakeTable table, LakeVersion version) {
        String id = rule.id().toString();
        LakeVersion before = before(table, version);
        return switch (rule.kind()) {
            case VOLUME -> one(id, before != null, before == null || isNear(terms, before.rows(), version.rows()));
            case FRESH -> {
                Instant promised = before == null
                        ? null
                        : data.of(run.entry())
                                .map(of -> timeliness.promised(of.cycle(), before.at()))
                                .orElse(null);
                yield one(
                        id, promised != null, promised == null || !version.at().isAfter(promised));
            }
            case REACHABLE -> {
                CollectedData.Attempts attempts =
                        data.attempts(run.plan(), clock.instant().minus(OBSERVED));
                yield new Examination.Counted(id, attempts.ended(), attempts.failed(), null, null);
            }
            default -> throw new IllegalArgumentException(rule.kind() + " is about rows");
        };
    }

    private static Examination.Counted one(String id, boolean applies, boolean right) {
        return new Examination.Counted(id, applies ? 1 : 0, right ? 0 : 1, null, null);
    }

    private static boolean isNear(Terms terms, long before, long now) {
        return Math.abs(now - before) <= before * Objects.requireNonNull(terms.percent()) / WHOLE;
    }

    /// The version before this one, of those that are kept.
    private static @Nullable LakeVersion before(LakeTable table, LakeVersion version) {
        List<LakeVersion> older = table.versions().stream()
                .filter(one -> one.at().isBefore(version.at()))
                .toList();
        return older.stream().max(Comparator.comparing(LakeVersion::at)).orElse(null);
    }
}
