package org.shuguan.server.census;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a finished census found and what it could not read, for modules that draw conclusions from it.
@Service
@Transactional(readOnly = true)
public class Sightings {
    private final Runs runs;
    private final FoundTables tables;

    Sightings(Runs runs, FoundTables tables) {
        this.runs = runs;
        this.tables = tables;
    }

    /// Whether no later census of the source has finished.
    public boolean isNewest(UUID source, UUID run) {
        return runs.newestDone(source).filter(newest -> newest.id().equals(run)).isPresent();
    }

    /// The newest finished census of the source.
    public Optional<CensusFinished> newest(UUID source) {
        return runs.newestDone(source).map(run -> new CensusFinished(run.id(), run.source(), run.unit()));
    }

    /// A table in a census, empty if it was not found.
    public Optional<Census.Place> in(UUID run, String path) {
        return tables.in(run, path);
    }

    /// Whether the census could not read the table's file; then nothing is known about the table.
    public boolean isUnread(UUID run, String path) {
        return tables.isUnread(run, path);
    }
}
