package org.shuguan.server.census;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Uploaded files, in one folder of the home per source.
@Component
class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final String PART = ".part";
    private static final Set<String> KINDS =
            Set.of("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "et", "jsonl", "ndjson", "json", "parquet");
    /// in bytes of UTF-8; file systems allow 255
    private static final int LONGEST_NAME = 200;
    /// Control characters, invisible and direction-changing characters, unpaired surrogates, and characters with a
    /// meaning to a shell or another operating system.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}<>:\"|?*]");

    record Upload(String name, long bytes) {}

    private final Path root;
    private final Set<Path> coming = ConcurrentHashMap.newKeySet();

    Uploads(@Value("${shuguan.home}") Path home) {
        this.root = home.resolve("uploads");
    }

    Path folder(UUID source) {
        try {
            return Files.createDirectories(root.resolve(source.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes a file into the source's folder. It appears there completely or not at all when the transaction has
    /// committed.
    ///
    /// @param name file name as sent by the browser; only its last part is used, without unsafe characters
    /// @param replace whether it may take the place of an older file of its name
    /// @throws CensusRefused if its kind is not read, or there is a file of its name that it may not replace
    Upload add(UUID source, String name, IncomingFile file, boolean replace) {
        String safe = safe(name);
        if (!KINDS.contains(safe.substring(safe.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
            throw CensusRefused.fileKind(safe);
        }
        Path place = folder(source).resolve(safe);
        // Two files of one name at once: the second is told of the first before either is there.
        if (!coming.add(place)) {
            throw CensusRefused.fileExists(safe);
        }
        AfterCommit.atEnd(() -> coming.remove(place));
        if (!replace && Files.exists(place)) {
            throw CensusRefused.fileExists(safe);
        }
        try {
            Path part = Files.createTempFile(folder(source), PART, "");
            AfterCommit.onRollback(() -> delete(part));
            file.moveTo(part);
            AfterCommit.run(() -> replace(part, place));
            return new Upload(safe, file.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path part, Path file) {
        try {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Upload> list(UUID source) {
        try (Stream<Path> files = Files.list(folder(source))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> new Upload(
                            file.getFileName().toString(), file.toFile().length()))
                    .sorted(Comparator.comparing(Upload::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file with this name. Other names are refused, so they cannot be paths.
    ///
    /// @throws NotFound if the source has no such file, or is none of files
    Path existing(SourceRecord source, @Nullable String name) {
        if (source.kind() != SourceRecord.Kind.FILES) {
            throw new NotFound();
        }
        return list(source.id()).stream()
                .map(Upload::name)
                .filter(known -> known.equals(name))
                .findFirst()
                .map(folder(source.id())::resolve)
                .orElseThrow(NotFound::new);
    }

    /// Deletes a file after the commit.
    ///
    /// @param file one of [#existing]
    void remove(Path file) {
        AfterCommit.run(() -> delete(file));
    }

    /// Deletes all files of a source after the commit.
    void remove(UUID source) {
        AfterCommit.run(() -> deleteAll(root.resolve(source.toString())));
    }

    /// Deletes what a crash between a commit and the deletion has left: folders of sources that do not exist any
    /// more, and unfinished uploads.
    ///
    /// @param before files that are younger may belong to a transaction that has not committed yet
    /// @param known reads which sources exist; called after the folders were listed
    void sweep(Instant before, Supplier<Set<UUID>> known) {
        List<Path> old = children(root).stream()
                .filter(folder -> isOlder(folder, before))
                .toList();
        Set<UUID> sources = known.get();
        for (Path folder : old) {
            if (sources.stream().noneMatch(source -> folder.endsWith(source.toString()))) {
                deleteAll(folder);
            }
        }
        for (UUID source : sources) {
            children(root.resolve(source.toString())).stream()
                    .filter(file -> file.getFileName().toString().startsWith(PART) && isOlder(file, before))
                    .forEach(Uploads::delete);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOlder(Path file, Instant than) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (IOException gone) {
            return false;
        }
    }

    private static void deleteAll(Path folder) {
        children(folder).forEach(Uploads::delete);
        delete(folder);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot remove {}, which is tried again later: {}", file, e.getMessage());
        }
    }

    static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = UNSAFE.matcher(Normalizer.normalize(last, Normalizer.Form.NFC))
                .replaceAll("_")
                .strip();
        String visible = clean.startsWith(".") ? "_" + clean : clean;
        int from = 0;
        while (visible.substring(from).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            // The end of the name is kept, because it contains the ending.
            from = visible.offsetByCodePoints(from, 1);
        }
        return visible.substring(from);
    }
}
