package org.shuguan.server.collection;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeAddress;
import org.shuguan.dataplane.lake.LakeEngine;
import org.shuguan.dataplane.lake.LakePlace;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.PlaceFailed;
import org.shuguan.server.platform.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The lake of this node: its files are in the home or in a bucket, its catalog is in the server's database. A folder
/// is opened when it is first needed; a bucket is tried at the start.
@Component
class CityLake implements SmartInitializingSingleton {
    /// In the home.
    static final String FOLDER = "lake";

    /// Of its catalog.
    static final String SCHEMA = "collection";

    /// The folder of batches in the home.
    static final String PUSHED = "pushed";

    private static final Logger LOG = LoggerFactory.getLogger(CityLake.class);
    /// A store that did not answer is not asked again at once by all who wait for it.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final LakeSettings settings;
    private final LakeAddress address;
    private final Path home;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final LakeEngine engine;
    private @Nullable Lake lake;
    /// What this installation is called in its bucket, until the bucket is known to be its own.
    private @Nullable String owner;

    private @Nullable PlaceFailed failed;
    private Instant failedAt = Instant.EPOCH;

    CityLake(
            LakeSettings settings,
            JdbcClient jdbc,
            Clock clock,
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password:}") String password,
            LakeEngineSetting setting) {
        this.engine = setting.engine();
        this.settings = settings;
        this.home = settings.home();
        this.jdbc = jdbc;
        this.clock = clock;
        this.address = new LakeAddress(settings.place(), url, user, password, SCHEMA);
    }

    /// A wrong setting ends the start with a sentence. A store that does not answer does not: everything else works
    /// without it.
    ///
    /// @throws LakeUnusable if the tables are elsewhere, or the store refuses what the lake needs
    @Override
    public void afterSingletonsInstantiated() {
        try {
            boolean bucket = address.place() instanceof LakePlace.Bucket;
            if (bucket || hasTables()) {
                opened().mustBeHere();
            }
            if (bucket) {
                // Now, because readers have transactions that must not write.
                owner = owner();
                claim();
            } else {
                note();
            }
        } catch (PlaceFailed e) {
            if (!e.reason().passes()) {
                throw new LakeUnusable(String.valueOf(e.getMessage()), e);
            }
            LOG.error(
                    "{}. The server starts; collections, versions and deliveries of collected data fail until then",
                    e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            throw new LakeUnusable(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean hasTables() {
        return jdbc.sql("select exists (select from collection.iceberg_tables)")
                .query(Boolean.class)
                .single();
    }

    private synchronized Lake opened() {
        Lake open = lake;
        if (open == null) {
            open = Lake.open(address, engine);
            lake = open;
        }
        return open;
    }

    /// @throws PlaceFailed if the bucket cannot be used
    synchronized Lake lake() {
        if (owner != null) {
            claim();
        }
        return opened();
    }

    /// Makes sure once that the bucket is this installation's.
    private synchronized void claim() {
        String name = owner;
        if (name == null) {
            return;
        }
        if (failed != null && clock.instant().isBefore(failedAt.plus(PAUSE))) {
            throw failed;
        }
        try {
            opened().claim(name, settings.takeOver());
            if (Files.exists(home.resolve(Home.LAKE_RESTORED))) {
                check(opened());
                Files.deleteIfExists(home.resolve(Home.LAKE_RESTORED));
            }
            note();
            owner = null;
            failed = null;
        } catch (PlaceFailed e) {
            failed = e;
            failedAt = clock.instant();
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + home + ": " + e.getMessage(), e);
        }
    }

    /// The name of this installation; a new one if the database is a copy of another installation's.
    private String owner() {
        jdbc.sql("insert into collection.lake_owner (owner) values (gen_random_uuid()) on conflict do nothing")
                .update();
        if (Files.exists(home.resolve(Home.LAKE_RESTORED))) {
            jdbc.sql("update collection.lake_owner set owner = gen_random_uuid()")
                    .update();
        }
        return jdbc.sql("select owner from collection.lake_owner")
                .query(UUID.class)
                .single()
                .toString();
    }

    /// A backup of the home does not contain the bucket: what the restored catalog names may be gone there.
    private static void check(Lake lake) {
        List<String> missing = lake.missing();
        if (missing.isEmpty()) {
            LOG.info("the bucket has all files that the restored versions name");
        } else {
            LOG.error(
                    "the bucket does not have all files that the restored versions name: {}. Bring the bucket back to the"
                            + " time of the backup, or roll the tables back to versions that can be read",
                    String.join("; ", missing));
        }
    }

    private void note() throws IOException {
        Path note = home.resolve(Home.LAKE_PLACE);
        if (address.place() instanceof LakePlace.Bucket bucket) {
            Files.writeString(note, bucket + "\n");
        } else {
            Files.deleteIfExists(note);
        }
    }

    /// The plan's table; null before its first collection.
    @Nullable
    LakeTable table(Plan plan) {
        return lake().find(plan.lakeTable()).orElse(null);
    }

    /// The file with the values of a collection that did not fit.
    Path quarantine(UUID run) {
        return home.resolve("quarantine").resolve(run + ".parquet");
    }

    /// The folder of a collection's uploaded file.
    Path upload(UUID run) {
        return home.resolve("collected-files").resolve(run.toString());
    }

    /// The file of a batch that a machine client has sent.
    Path pushed(UUID batch) {
        return home.resolve(PUSHED).resolve(batch + ".jsonl");
    }

    @PreDestroy
    synchronized void close() {
        if (lake != null) {
            lake.close();
        }
    }
}
