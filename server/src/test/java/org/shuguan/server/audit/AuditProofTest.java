package org.shuguan.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.platform.SecretKeys;
import org.shuguan.server.platform.Secrets;

/// A record whose key was changed is proved by all its keys, and an earlier key proves nothing after a later one.
class AuditProofTest {
    private static final AuditKey FIRST = key("first");
    private static final AuditKey SECOND = key("second", "first");

    @Test
    void entriesOfBothKeysAreProvedByThemOnly() {
        AuditEntry one = entry(1, AuditEntry.NOTHING_BEFORE, FIRST);
        AuditEntry two = entry(2, one.hash(), SECOND);
        var proof = new AuditProof(SECOND);
        assertThat(proof.next(one, AuditEntry.NOTHING_BEFORE)).isNull();
        assertThat(proof.next(two, one.hash())).isNull();
        assertThat(proof.lastByEarlierKey()).isEqualTo(1);
        assertThat(new AuditProof(key("second")).next(one, null)).isEqualTo(AuditChain.Break.Kind.CHANGED);
    }

    @Test
    void everyFieldOfAnEntryIsProved() {
        AuditEntry one = entry(1, AuditEntry.NOTHING_BEFORE, FIRST);
        Instant later = one.at().plusMillis(1);
        String other = "a".repeat(64);
        for (AuditEntry changed : List.of(
                changed(one, 2, one.at(), "system", "-", "test.happened", "x", null, "{}", one.previous()),
                changed(one, 1, later, "system", "-", "test.happened", "x", null, "{}", one.previous()),
                changed(one, 1, one.at(), "else", "-", "test.happened", "x", null, "{}", one.previous()),
                changed(one, 1, one.at(), "system", "?", "test.happened", "x", null, "{}", one.previous()),
                changed(one, 1, one.at(), "system", "-", "test.other", "x", null, "{}", one.previous()),
                changed(one, 1, one.at(), "system", "-", "test.happened", "y", null, "{}", one.previous()),
                changed(one, 1, one.at(), "system", "-", "test.happened", "x", "", "{}", one.previous()),
                changed(one, 1, one.at(), "system", "-", "test.happened", "x", null, "{ }", one.previous()),
                changed(one, 1, one.at(), "system", "-", "test.happened", "x", null, "{}", other))) {
            assertThat(new AuditProof(FIRST).next(changed, null))
                    .as(changed.toString())
                    .isEqualTo(AuditChain.Break.Kind.CHANGED);
        }
    }

    private static AuditEntry changed(
            AuditEntry original,
            long sequence,
            Instant at,
            String actor,
            String origin,
            String action,
            String subject,
            @Nullable String unit,
            String facts,
            String previous) {
        return new AuditEntry(
                sequence,
                at,
                actor,
                origin,
                action,
                subject,
                unit,
                facts,
                previous,
                original.hash(),
                original.scheme());
    }

    /// Whoever has the key can key an entry of their own, but not take out one between two others.
    @Test
    void anEntryThatContinuesAnotherOneIsUnlinked() {
        AuditEntry one = entry(1, AuditEntry.NOTHING_BEFORE, FIRST);
        AuditEntry two = entry(2, "a".repeat(64), FIRST);
        var proof = new AuditProof(FIRST);
        assertThat(proof.next(one, AuditEntry.NOTHING_BEFORE)).isNull();
        assertThat(proof.next(two, one.hash())).isEqualTo(AuditChain.Break.Kind.UNLINKED);
    }

    @Test
    void anEarlierKeyContinuesNothingThatHasALaterOne() {
        AuditEntry one = entry(1, AuditEntry.NOTHING_BEFORE, SECOND);
        AuditEntry two = entry(2, one.hash(), FIRST);
        var proof = new AuditProof(SECOND);
        assertThat(proof.next(one, null)).isNull();
        assertThat(proof.next(two, one.hash())).isEqualTo(AuditChain.Break.Kind.EARLIER_KEY);
    }

    @Test
    void anExportOfBeforeIsStillProved() throws IOException {
        AuditEntry one = entry(1, AuditEntry.NOTHING_BEFORE, FIRST);
        var out = new ByteArrayOutputStream();
        AuditFile.write(last -> last == 0 ? List.of(one) : List.of(), FIRST, out);
        String file = out.toString(StandardCharsets.UTF_8);
        assertThat(AuditFile.verify(new BufferedReader(new StringReader(file)), SECOND))
                .isEqualTo(new AuditFile.Verdict(1, 0, null));
        assertThat(AuditFile.verify(new BufferedReader(new StringReader(file)), key("third", "second"))
                        .fault())
                .startsWith("entry 1 (changed");
    }

    @Test
    void checkpointsOfBeforeAreStillProved(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checkpoints");
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        new AuditCheckpoints(file, FIRST).append(new AuditChain.Noted(1, "a".repeat(64)), at);
        new AuditCheckpoints(file, SECOND).append(new AuditChain.Noted(2, "b".repeat(64)), at);
        assertThat(new AuditCheckpoints(file, SECOND).read().noted()).hasSize(2);
        assertThat(new AuditCheckpoints(file, SECOND).read().forged()).isZero();
        assertThat(new AuditCheckpoints(file, key("second")).read().forged()).isEqualTo(1);
    }

    private static AuditKey key(String present, String... earlier) {
        return new AuditKey(new Secrets(new SecretKeys(present, List.of(earlier))));
    }

    private static AuditEntry entry(long sequence, String previous, AuditKey key) {
        return new AuditEntry(
                        sequence,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "system",
                        "-",
                        "test.happened",
                        "x",
                        null,
                        "{}",
                        previous,
                        "",
                        AuditEntry.KEYED)
                .chained(key);
    }
}
