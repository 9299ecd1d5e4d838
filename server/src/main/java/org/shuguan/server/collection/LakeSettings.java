package org.shuguan.server.collection;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakePlace;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// Where the operator wants the files of the lake: in the home, or in a bucket that `shuguan.lake.s3.bucket` names.
@Component
class LakeSettings {
    private static final String S3 = "shuguan.lake.s3.";
    private static final List<String> OTHERS = List.of(
            "endpoint", "region", "prefix", "access-key", "secret-key", "secret-key-file", "path-style", "takeover");

    private final Environment environment;
    private final Path home;

    LakeSettings(Environment environment) {
        this.environment = environment;
        this.home = Path.of(environment.getRequiredProperty("shuguan.home"));
    }

    Path home() {
        return home;
    }

    /// @throws LakeUnusable with the setting that is wrong
    LakePlace place() {
        String bucket = given("bucket");
        if (bucket == null) {
            for (String other : OTHERS) {
                if (given(other) != null) {
                    throw new LakeUnusable(
                            S3 + other + " is set and " + S3 + "bucket is not: name the bucket, or remove the setting",
                            null);
                }
            }
            return new LakePlace.Folder(home.resolve(CityLake.FOLDER));
        }
        try {
            String endpoint = given("endpoint");
            String style = given("path-style");
            String work = environment.getProperty("shuguan.lake.work", "");
            return new LakePlace.Bucket(
                    endpoint == null ? null : URI.create(endpoint),
                    or(given("region"), "us-east-1"),
                    bucket,
                    or(given("prefix"), "shuguan"),
                    or(given("access-key"), ""),
                    or(secret(), ""),
                    style == null ? endpoint != null : Boolean.parseBoolean(style),
                    work.isBlank() ? home.resolve("lake-work") : Path.of(work),
                    DataSize.parse(environment.getProperty("shuguan.lake.cache-size", "10GB"))
                            .toBytes());
        } catch (IllegalArgumentException wrong) {
            throw new LakeUnusable("the settings shuguan.lake.* cannot be used: " + wrong.getMessage(), wrong);
        }
    }

    /// The installation that may be the owner of the bucket until this start.
    @Nullable
    String takeOver() {
        return given("takeover");
    }

    private @Nullable String secret() {
        String file = given("secret-key-file");
        if (file == null) {
            return given("secret-key");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new LakeUnusable(
                    "the secret key of the store cannot be read from " + file + " (" + S3 + "secret-key-file): "
                            + e.getMessage(),
                    e);
        }
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private @Nullable String given(String name) {
        String value = environment.getProperty(S3 + name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
