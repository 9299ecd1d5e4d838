package org.shuguan.server.census;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.shuguan.server.platform.FreeSpace;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Uploaded files, in one folder of the home per source.
@Component
class Uploads {
    private static final Set<String> KINDS =
            Set.of("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "et", "jsonl", "ndjson", "parquet");
    /// in bytes of UTF-8; file systems allow 255
    private static final int LONGEST_NAME = 200;
    /// Control characters, invisible and direction-changing characters, unpaired surrogates, and characters with a
    /// meaning to a shell or another operating system.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}<>:\"|?*]");

    record Upload(String name, long bytes) {}

    private final Path root;
    private final FreeSpace room;

    Uploads(@Value("${shuguan.home}") Path home, FreeSpace room) {
        this.root = home.resolve("uploads");
        this.room = room;
    }

    Path folder(UUID source) {
        try {
            return Files.createDirectories(root.resolve(source.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a file into the source's folder. It appears there completely or not at all.
    ///
    /// @param name file name as sent by the browser; only its last part is used, without unsafe characters
    Upload add(UUID source, String name, InputStream content) {
        String safe = safe(name);
        if (!KINDS.contains(safe.substring(safe.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
            throw CensusRefused.fileKind(safe);
        }
        try {
            Path part = Files.createTempFile(folder(source), ".part", "");
            try {
                long bytes = room.copy(content, part);
                Files.move(part, folder(source).resolve(safe), StandardCopyOption.REPLACE_EXISTING);
                return new Upload(safe, bytes);
            } finally {
                Files.deleteIfExists(part);
            }
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

    void remove(UUID source) {
        try (Stream<Path> files = Files.walk(folder(source))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
