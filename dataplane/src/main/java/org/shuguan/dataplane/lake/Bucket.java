package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// The objects of a bucket. An object is there as a whole or not at all; what was sent is compared with what the store
/// says that it has, and what is received with the checksum that was stored with it. Only requests that every
/// store with the interface of S3 understands are sent. Thread-safe.
final class Bucket implements AutoCloseable {
    /// What a store says of an object.
    ///
    /// @param sha256 the checksum that was stored with it, null if another program wrote it
    record Head(long bytes, @Nullable String sha256) {}

    /// An object in a list.
    record Listed(String key, Instant changed) {}

    private static final String SHA256 = "sha256";
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int MOVED = 301;
    private static final int BAD_REQUEST = 400;
    private static final int BUFFER = 1 << 16;
    private static final String TYPE = "application/octet-stream";

    private final LakePlace.Bucket place;
    private final long part;
    private final S3Client client;

    /// @param part larger files are sent in parts of so many bytes; S3 wants at least 5 MiB
    Bucket(LakePlace.Bucket place, long part) {
        this.place = place;
        this.part = part;
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(place.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(place.accessKey(), place.secretKey())))
                .forcePathStyle(place.pathStyle())
                // Checksums in trailers are not understood by many stores: each request has a Content-MD5 instead.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(60))
                        .build());
        if (place.endpoint() != null) {
            builder.endpointOverride(place.endpoint());
        }
        this.client = builder.build();
    }

    /// @return empty if there is no such object
    Optional<Head> head(String key) {
        return asked(key, () -> {
            try {
                HeadObjectResponse head =
                        client.headObject(r -> r.bucket(place.name()).key(key));
                return Optional.of(
                        new Head(head.contentLength(), head.metadata().get(SHA256)));
            } catch (S3Exception e) {
                // Without a body the store cannot say whether it is the object or the bucket that is missing.
                if (e.statusCode() == NOT_FOUND && hasBucket()) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private boolean hasBucket() {
        try {
            client.headBucket(r -> r.bucket(place.name()));
            return true;
        } catch (S3Exception e) {
            return e.statusCode() != NOT_FOUND;
        } catch (SdkException e) {
            return true;
        }
    }

    /// Stores a small text in place of the one before.
    void put(String key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        asked(
                key,
                () -> client.putObject(
                        r -> r.bucket(place.name())
                                .key(key)
                                .contentMD5(base64(digest("MD5").digest(bytes)))
                                .metadata(Map.of(
                                        SHA256,
                                        HexFormat.of()
                                                .formatHex(digest("SHA-256").digest(bytes)))),
                        RequestBody.fromBytes(bytes)));
    }

    /// @return empty if there is no such object
    Optional<String> text(String key) {
        return head(key)
                .map(head -> asked(
                        key,
                        () -> client.getObjectAsBytes(
                                        r -> r.bucket(place.name()).key(key))
                                .asUtf8String()));
    }

    /// Stores a file. When this returns the store has said that it has exactly these bytes.
    void put(String key, Path file) throws IOException {
        long bytes = Files.size(file);
        List<String> md5 = new ArrayList<>();
        String sha256 = digests(file, md5);
        if (md5.size() <= 1) {
            asked(
                    key,
                    () -> client.putObject(
                            r -> r.bucket(place.name())
                                    .key(key)
                                    .contentMD5(
                                            md5.isEmpty() ? base64(digest("MD5").digest()) : md5.getFirst())
                                    .metadata(Map.of(SHA256, sha256)),
                            RequestBody.fromFile(file)));
        } else {
            putParts(key, file, bytes, sha256, md5);
        }
        Head there = head(key).orElse(null);
        if (there == null || there.bytes() != bytes || !sha256.equals(there.sha256())) {
            throw new PlaceFailed(
                    PlaceFailed.Reason.DAMAGED,
                    "the store says of " + key + " that it has " + there + " after " + bytes
                            + " bytes with the SHA-256 " + sha256 + " were sent: nothing was committed");
        }
    }

    private void putParts(String key, Path file, long bytes, String sha256, List<String> md5) {
        String upload = asked(
                key,
                () -> client.createMultipartUpload(
                                r -> r.bucket(place.name()).key(key).metadata(Map.of(SHA256, sha256)))
                        .uploadId());
        boolean complete = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (int i = 0; i < md5.size(); i++) {
                int number = i + 1;
                long from = i * part;
                long length = Math.min(part, bytes - from);
                String sum = md5.get(i);
                String etag = asked(
                        key,
                        () -> client.uploadPart(
                                        r -> r.bucket(place.name())
                                                .key(key)
                                                .uploadId(upload)
                                                .partNumber(number)
                                                .contentLength(length)
                                                .contentMD5(sum),
                                        RequestBody.fromContentProvider(
                                                () -> new FilePart(file, from, length), length, TYPE))
                                .eTag());
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            }
            asked(
                    key,
                    () -> client.completeMultipartUpload(r ->
                            r.bucket(place.name()).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts))));
            complete = true;
        } finally {
            if (!complete) {
                abort(key, upload);
            }
        }
    }

    private void abort(String key, String upload) {
        try {
            client.abortMultipartUpload(r -> r.bucket(place.name()).key(key).uploadId(upload));
        } catch (SdkException e) {
            // Its parts are removed with the other unfinished uploads.
            return;
        }
    }

    private String digests(Path file, List<String> md5) throws IOException {
        MessageDigest whole = digest("SHA-256");
        MessageDigest piece = digest("MD5");
        long inPiece = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                whole.update(buffer, 0, n);
                int done = 0;
                while (done < n) {
                    int now = (int) Math.min(n - done, part - inPiece);
                    piece.update(buffer, done, now);
                    done += now;
                    inPiece += now;
                    if (inPiece == part) {
                        md5.add(base64(piece.digest()));
                        inPiece = 0;
                    }
                }
            }
        }
        if (inPiece > 0) {
            md5.add(base64(piece.digest()));
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    /// Fetches an object into a file, which is on the disk then.
    ///
    /// @throws PlaceFailed if it is not there, or has other bytes than those that were stored
    void get(String key, long bytes, Path file) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = asked(
                        key, () -> client.getObject(r -> r.bucket(place.name()).key(key)));
                OutputStream out = Files.newOutputStream(file)) {
            MessageDigest whole = digest("SHA-256");
            MessageDigest md5 = digest("MD5");
            byte[] buffer = new byte[BUFFER];
            long received = 0;
            for (int n = read(in, key, buffer); n >= 0; n = read(in, key, buffer)) {
                out.write(buffer, 0, n);
                whole.update(buffer, 0, n);
                md5.update(buffer, 0, n);
                received += n;
            }
            String stored = in.response().metadata().get(SHA256);
            String sum = HexFormat.of().formatHex(whole.digest());
            String tag = plainTag(in.response());
            boolean same = stored != null
                    ? stored.equals(sum)
                    : tag == null || tag.equals(HexFormat.of().formatHex(md5.digest()));
            if (received != bytes || !same) {
                throw new PlaceFailed(
                        PlaceFailed.Reason.DAMAGED,
                        key + " has " + received + " bytes with the SHA-256 " + sum + ", and was written with " + bytes
                                + " bytes" + (stored == null ? "" : " and " + stored)
                                + ": bring the object back from the bucket's backup, or roll back to another version");
            }
        }
        LocalFiles.force(file);
    }

    /// An error of the connection, which is not one of this disk.
    private int read(InputStream in, String key, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw away(key, e);
        }
    }

    /// The MD5 that a store gives as the tag of an object that was sent in one piece, unless it is encrypted by a key
    /// of the store.
    private static @Nullable String plainTag(GetObjectResponse response) {
        String tag = String.valueOf(response.eTag()).replace("\"", "").toLowerCase(Locale.ROOT);
        ServerSideEncryption encryption = response.serverSideEncryption();
        boolean plain = encryption == null || encryption == ServerSideEncryption.AES256;
        return plain && tag.matches("[0-9a-f]{32}") ? tag : null;
    }

    void delete(String key) {
        asked(key, () -> client.deleteObject(r -> r.bucket(place.name()).key(key)));
    }

    /// All objects whose key begins with this.
    List<Listed> list(String prefix) {
        return asked(prefix, () -> {
            List<Listed> found = new ArrayList<>();
            for (S3Object one : client.listObjectsV2Paginator(
                            r -> r.bucket(place.name()).prefix(prefix))
                    .contents()) {
                found.add(new Listed(one.key(), one.lastModified()));
            }
            return found;
        });
    }

    /// Removes uploads that were begun before a moment and never completed.
    void abandon(String prefix, Instant before) {
        try {
            for (MultipartUpload one :
                    asked(
                            prefix,
                            () -> client
                                    .listMultipartUploadsPaginator(
                                            r -> r.bucket(place.name()).prefix(prefix))
                                    .uploads()
                                    .stream()
                                    .toList())) {
                if (one.key().startsWith(prefix) && !one.initiated().isAfter(before)) {
                    abort(one.key(), one.uploadId());
                }
            }
        } catch (PlaceFailed e) {
            if (e.getCause() instanceof S3Exception cause && cause.statusCode() == NOT_IMPLEMENTED) {
                // The store does not tell of them and must remove them by its own rule.
                return;
            }
            throw e;
        }
    }

    private <T> T asked(String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (S3Exception e) {
            throw refused(key, e);
        } catch (SdkException e) {
            throw away(key, e);
        }
    }

    private PlaceFailed refused(String key, S3Exception e) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        String said = " (" + e.statusCode() + (code.isEmpty() ? "" : " " + code) + ")";
        if ("NoSuchBucket".equals(code) || (e.statusCode() == NOT_FOUND && !"NoSuchKey".equals(code) && !hasBucket())) {
            return new PlaceFailed(
                    PlaceFailed.Reason.NO_BUCKET,
                    "there is no bucket " + place.name() + " at " + place + said
                            + ": create it, or correct shuguan.lake.s3.bucket and shuguan.lake.s3.endpoint",
                    e);
        }
        if (e.statusCode() == NOT_FOUND && !"NoSuchUpload".equals(code)) {
            return new PlaceFailed(
                    PlaceFailed.Reason.MISSING,
                    key + " is not in the bucket " + place.name() + said
                            + ": bring it back from the bucket's backup, or roll back to another version",
                    e);
        }
        if (e.statusCode() == FORBIDDEN
                || e.statusCode() == MOVED
                || (e.statusCode() == BAD_REQUEST && code.startsWith("Authorization"))
                || e.statusCode() == UNAUTHORIZED) {
            return new PlaceFailed(
                    PlaceFailed.Reason.DENIED,
                    "the store refused " + key + " in " + place + said
                            + ": check shuguan.lake.s3.access-key, the secret key, the region and what this key may do"
                            + " with the bucket (list, read, write, delete)",
                    e);
        }
        return away(key, e);
    }

    private PlaceFailed away(String key, Throwable e) {
        Throwable root = e;
        while (root instanceof SdkClientException && root.getCause() != null) {
            root = root.getCause();
        }
        return new PlaceFailed(
                PlaceFailed.Reason.AWAY,
                "the store of the lake, " + place + ", does not answer or does not work ("
                        + root.getClass().getSimpleName() + ": " + root.getMessage() + ") for " + key
                        + ": see whether it runs and can be reached",
                e);
    }

    private static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
