package org.shuguan.dataplane.lake;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the files of a lake are.
public sealed interface LakePlace {
    /// A folder of this machine.
    record Folder(Path path) implements LakePlace {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A bucket of a store that speaks S3.
    ///
    /// @param endpoint address of the store; null for that of the region at AWS
    /// @param prefix what all keys of this lake begin with, without slashes at its ends
    /// @param pathStyle whether the bucket is in the path of an address instead of in its host
    /// @param work folder of this process for files that are written, and for copies of files that are read
    /// @param cacheBytes how much of the disk the copies may take
    record Bucket(
            @Nullable URI endpoint,
            String region,
            String name,
            String prefix,
            String accessKey,
            String secretKey,
            boolean pathStyle,
            Path work,
            long cacheBytes)
            implements LakePlace {
        /// @throws IllegalArgumentException with the setting that is wrong and what it may be
        public Bucket {
            if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
                throw new IllegalArgumentException(
                        "bucket: '" + name + "' is no name of a bucket (3 to 63 of a-z, 0-9, '.' and '-')");
            }
            if (!prefix.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")) {
                throw new IllegalArgumentException("prefix: '" + prefix
                        + "' must be words of A-Z, a-z, 0-9, '.', '_' and '-' with '/' between them");
            }
            if (endpoint != null
                    && (endpoint.getHost() == null
                            || !String.valueOf(endpoint.getScheme()).matches("https?"))) {
                throw new IllegalArgumentException(
                        "endpoint: '" + endpoint + "' is no address such as https://s3.example.cn:9000");
            }
            if (accessKey.isBlank() || secretKey.isBlank()) {
                throw new IllegalArgumentException("access-key and secret-key (or secret-key-file) must both be given");
            }
            if (cacheBytes <= 0) {
                throw new IllegalArgumentException("cache-size must be more than nothing");
            }
        }

        /// The bucket and the prefix as other engines name them.
        String location() {
            return "s3://" + name + "/" + prefix;
        }

        @Override
        public String toString() {
            return location() + " at " + (endpoint == null ? "AWS, region " + region : endpoint);
        }
    }
}
