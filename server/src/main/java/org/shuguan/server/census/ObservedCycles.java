package org.shuguan.server.census;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.compare.CycleEstimate;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The observed update cycles of tables, from all their censuses, to compare with declared ones.
@Service
public class ObservedCycles {
    /// @param cycle the word of a cycle of the national guide, null if the observations are too few
    /// @param evidence sentences in the reader's language
    public record Observed(@Nullable String cycle, List<String> evidence) {}

    private final Changes changes;
    private final Texts texts;

    ObservedCycles(Changes changes, Texts texts) {
        this.changes = changes;
        this.texts = texts;
    }

    /// @param path path of a table of the source
    @Transactional(readOnly = true)
    public Observed of(UUID source, String path) {
        CycleEstimate rhythm = changes.rhythm(source, path);
        return new Observed(
                rhythm.cycle() == null ? null : rhythm.cycle().word(),
                rhythm.evidence().stream()
                        .map(one -> texts.say("census.rhythm." + one.code(), one.facts()))
                        .toList());
    }
}
