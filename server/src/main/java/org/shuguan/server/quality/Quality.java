package org.shuguan.server.quality;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.collection.CollectedData;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What consumers of an entry's data ask about its quality. Whoever gives data out reads [#goodVersion] and no other.
@Service
@Transactional(readOnly = true)
public class Quality {
    private final CollectedData data;
    private final KeptRules rules;
    private final QualityRuns runs;

    Quality(CollectedData data, KeptRules rules, QualityRuns runs) {
        this.data = data;
        this.rules = rules;
        this.runs = runs;
    }

    /// The version of an entry's data that consumers read: the current one, unless a rule holds it back; then the
    /// newest one before it that no rule holds back. Where a rule can hold versions back, a version that is not
    /// examined yet is not given out either. Asked for each delivery, because each collection and each examination
    /// may change it.
    ///
    /// @return empty if nothing was collected, or if all versions that are kept are held back
    public Optional<LakeVersion> goodVersion(UUID entry) {
        return goodVersions(entry).findFirst();
    }

    /// Whether a version may still be given out to who began to read it: it is kept, no rule holds it back since, and
    /// the table was not rolled back to an older one.
    public boolean isGood(UUID entry, long version) {
        return goodVersions(entry).anyMatch(good -> good.id() == version);
    }

    private Stream<LakeVersion> goodVersions(UUID entry) {
        LakeTable table = data.table(entry).orElse(null);
        LakeVersion current = table == null ? null : table.current().orElse(null);
        if (table == null || current == null) {
            return Stream.empty();
        }
        Instant guardedSince = rules.inForce(entry).stream()
                .filter(QualityRule::holds)
                .map(QualityRule::approvedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Map<Long, QualityRun> examined = runs.bySnapshot(entry);
        return Stream.concat(
                        Stream.of(current),
                        table.versions().stream().filter(version -> version.at().isBefore(current.at())))
                .filter(version -> isGood(version, examined, guardedSince));
    }

    /// Whether the current version has been examined by the rules of the entry.
    public boolean isExamined(UUID entry) {
        return data.table(entry)
                .flatMap(LakeTable::current)
                .filter(version -> runs.bySnapshot(entry).containsKey(version.id()))
                .isPresent();
    }

    /// A version from before there was a rule that can hold it back was given out then, and is good until it was
    /// examined.
    private static boolean isGood(LakeVersion version, Map<Long, QualityRun> examined, Instant guardedSince) {
        QualityRun run = examined.get(version.id());
        return run == null ? version.at().isBefore(guardedSince) : !run.isHeld();
    }
}
