package org.shuguan.server.exchange;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Durable;
import org.shuguan.server.platform.Hashes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The calls of a month in a file: JSON Lines, compressed by gzip, in the order of their numbers. Each line has the
/// texts that the leaf of its call covers, so that the file can be read and proved without this program.
final class ArchiveFile {
    private static final TypeReference<LinkedHashMap<String, @Nullable String>> LINE = new TypeReference<>() {};
    private static final String UNFINISHED = ".part";

    /// What was written.
    ///
    /// @param first number of the first call
    /// @param sha256 of the file, hexadecimal
    record Written(long calls, long first, long last, long bytes, String sha256) {}

    private final Path file;
    private final JsonMapper json;

    ArchiveFile(Path file, JsonMapper json) {
        this.file = file;
        this.json = json;
    }

    Path path() {
        return file;
    }

    /// Begins the file anew. It is there under its name only after [Writer#finish].
    Writer writer() throws IOException {
        Files.createDirectories(file.getParent());
        return new Writer();
    }

    final class Writer implements Closeable {
        private final Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        private final BufferedWriter out;
        private long calls;
        private long first;
        private long last;

        private Writer() throws IOException {
            out = new BufferedWriter(new OutputStreamWriter(
                    new GZIPOutputStream(new FileOutputStream(unfinished.toFile())), StandardCharsets.UTF_8));
        }

        void add(Map<String, @Nullable String> call) throws IOException {
            long sequence = sequence(call);
            first = calls == 0 ? sequence : first;
            last = sequence;
            calls++;
            out.write(json.writeValueAsString(call));
            out.write('\n');
        }

        Written finish() throws IOException {
            out.close();
            Durable.force(unfinished);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Durable.force(Objects.requireNonNull(file.getParent()));
            return new Written(calls, first, last, Files.size(file), Hashes.hexSha256(file));
        }

        /// Deletes what is not finished.
        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(unfinished);
        }
    }

    /// Whether the file is the one that was written.
    boolean is(@Nullable String sha256) {
        try {
            return Hashes.hexSha256(file).equals(sha256);
        } catch (UncheckedIOException missing) {
            return false;
        }
    }

    /// Reads the file from its beginning.
    ///
    /// @throws IOException if it is not there or not readable
    Reader reader() throws IOException {
        return new Reader();
    }

    final class Reader implements Closeable {
        private final BufferedReader in;

        private Reader() throws IOException {
            in = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
        }

        /// The next line as it is, null after the last one.
        @Nullable
        String line() throws IOException {
            return in.readLine();
        }

        /// The next call, null after the last one.
        @Nullable
        Map<String, @Nullable String> call() throws IOException {
            String line = line();
            try {
                return line == null ? null : json.readValue(line, LINE);
            } catch (JacksonException changed) {
                throw new IOException(changed);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    static long sequence(Map<String, @Nullable String> call) {
        return Long.parseLong(String.valueOf(call.get("sequence")));
    }
}
