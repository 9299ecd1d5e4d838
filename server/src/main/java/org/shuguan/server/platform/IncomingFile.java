package org.shuguan.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that was sent and has come in whole, outside of any transaction: a slow sender holds no connection of
/// the database. Whoever takes it in moves it to its place; closing deletes it where nobody did.
///
/// @param path where it lies for the while
/// @param bytes its length
public record IncomingFile(Path path, long bytes) implements AutoCloseable {
    /// A file of content that is in memory already.
    public static IncomingFile of(byte[] content) {
        try {
            return new IncomingFile(Files.write(Files.createTempFile("incoming", null), content), content.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Moves the file to its place; an older file there is replaced.
    public void moveTo(Path place) {
        try {
            Files.move(path, place, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
