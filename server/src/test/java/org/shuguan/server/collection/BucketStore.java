package org.shuguan.server.collection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// A real store with the interface of S3 (S3Proxy) in this process, whose buckets are folders.
final class BucketStore {
    static final String BUCKET = "collected";
    static final String ACCESS = "city";
    static final String SECRET = "a secret of the store";

    private final Path folder;
    private final int port;
    private S3Proxy server;

    private BucketStore(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static BucketStore started() {
        try {
            Path folder = Files.createTempDirectory("store");
            Files.createDirectory(folder.resolve(BUCKET));
            BucketStore store = new BucketStore(folder, free());
            store.start();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /// The folder with the bucket.
    Path folder() {
        return folder;
    }

    void start() {
        try {
            server = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create(endpoint()))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS, SECRET)
                    .stopTimeout(0)
                    .build();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
