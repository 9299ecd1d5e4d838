package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// A real store with the interface of S3 (S3Proxy), with one bucket, in this process. It keeps its objects when it is
/// stopped and started again.
public final class BucketServer implements AutoCloseable {
    static final String BUCKET = "city-lake";
    static final String ACCESS = "access";
    static final String SECRET = "secret of the store";

    private final TransientNio2BlobStore objects = new TransientNio2BlobStore();
    private final int port;
    private S3Proxy server;
    final S3Client client;
    /// After so many parts of files the store fails; -1 for never.
    final AtomicInteger partsUntilFailure = new AtomicInteger(-1);

    public BucketServer() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start();
        client = S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS, SECRET)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        client.createBucket(r -> r.bucket(BUCKET));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void start() throws Exception {
        server = S3Proxy.builder()
                .blobStore(new Failing(objects))
                .endpoint(endpoint())
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS, SECRET)
                .stopTimeout(0)
                .build();
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }

    /// The lake's place in the bucket.
    ///
    /// @param work the folder of the process that uses it
    public LakePlace.Bucket place(Path work, long cacheBytes) {
        return new LakePlace.Bucket(
                endpoint(), "us-east-1", BUCKET, "node/one", ACCESS, SECRET, true, work, cacheBytes);
    }

    /// All keys of the bucket.
    public List<String> keys() {
        return client.listObjectsV2Paginator(r -> r.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /// Uploads that were begun and not completed.
    List<String> uploads() {
        return client.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    private final class Failing extends ForwardingBlobStore {
        Failing(BlobStore objects) {
            super(objects);
        }

        @Override
        public UploadPartResponse uploadMultipartPart(
                org.gaul.s3proxy.blobstore.domain.MultipartUpload upload, UploadPartRequest part, InputStream content) {
            if (partsUntilFailure.get() == 0) {
                throw new UncheckedIOException(new IOException("the disk of the store is broken"));
            }
            partsUntilFailure.decrementAndGet();
            return super.uploadMultipartPart(upload, part, content);
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
