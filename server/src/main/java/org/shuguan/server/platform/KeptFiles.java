package org.shuguan.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files in one folder of the home that belong to rows of the database: what a transaction kept goes again if it rolls
/// back, and what it no longer needs goes after its commit. A crash in between leaves files without a row; their module
/// looks for them among [#old].
public final class KeptFiles {
    /// Ends the name of a file that is not whole.
    public static final String UNFINISHED = ".part";

    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);
    /// A younger file may belong to a transaction that has not committed yet.
    private static final Duration YOUNG = Duration.ofHours(1);

    private final Path folder;

    public KeptFiles(Path folder) {
        this.folder = folder;
    }

    /// Where the file of this name is, or would be.
    public Path place(String name) {
        return folder.resolve(name);
    }

    /// Keeps a file; it is deleted again if the transaction rolls back.
    public void add(String name, IncomingFile file) {
        AfterCommit.onRollback(() -> delete(place(name)));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.moveTo(place(name));
    }

    /// Where the file of this name is written before it is whole, in a folder that only its owner can read.
    public Path unfinished(String name) {
        Home.at(folder);
        return folder.resolve(name + UNFINISHED);
    }

    /// Gives an unfinished file its name, with its content and its name on the disk.
    public void finish(String name) {
        try {
            Durable.force(unfinished(name));
            Files.move(
                    unfinished(name), place(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Durable.force(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes what was written of a file now, whole or not.
    public void discard(String name) {
        delete(unfinished(name));
        delete(place(name));
    }

    /// Deletes the file after the commit.
    public void remove(String name) {
        AfterCommit.run(() -> delete(place(name)));
    }

    /// The files that no open transaction can have added.
    public List<Path> old(Instant now) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Instant before = now.minus(YOUNG);
            return files.filter(file -> isOlder(file, before)).toList();
        } catch (IOException e) {
            LOG.warn("cannot look for files that nobody needs in {}: {}", folder, e.getMessage());
            return List.of();
        }
    }

    /// Deletes those files that are named by ids of rows, of which no row is there any more.
    ///
    /// @param known answers which of the ids have a row
    public void sweep(Instant now, Function<List<UUID>, Collection<UUID>> known) {
        List<UUID> old = old(now).stream().flatMap(file -> id(file).stream()).toList();
        Collection<UUID> needed = known.apply(old);
        old.stream().filter(one -> !needed.contains(one)).forEach(one -> delete(place(one.toString())));
    }

    private static Optional<UUID> id(Path file) {
        try {
            return Optional.of(UUID.fromString(file.getFileName().toString()));
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
    }

    /// Deletes a file now; one that cannot be deleted is told in the log and found again among [#old].
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot remove {}, which is tried again later: {}", file, e.getMessage());
        }
    }

    private static boolean isOlder(Path file, Instant than) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (IOException gone) {
            return false;
        }
    }
}
