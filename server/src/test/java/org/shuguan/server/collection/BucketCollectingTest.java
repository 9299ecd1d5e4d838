package org.shuguan.server.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.lake.PlaceFailed;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.Home;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The same collections, into a bucket of a real store.
class BucketCollectingTest extends CollectingTest {
    private static final BucketStore STORE = BucketStore.started();

    @Autowired
    LakeEngineSetting engine;

    @Autowired
    private CityLake lake;

    @Autowired
    private LakeSettings settings;

    @Autowired
    private ConfigurableEnvironment environment;

    @Value("${spring.datasource.url}")
    private String url;

    @Value("${spring.datasource.username}")
    private String user;

    @DynamicPropertySource
    static void bucket(DynamicPropertyRegistry registry) throws IOException {
        Path secret = Files.createTempFile("store", ".secret");
        Files.writeString(secret, BucketStore.SECRET + "\n");
        registry.add("shuguan.lake.s3.endpoint", STORE::endpoint);
        registry.add("shuguan.lake.s3.bucket", () -> BucketStore.BUCKET);
        registry.add("shuguan.lake.s3.prefix", () -> "city");
        registry.add("shuguan.lake.s3.access-key", () -> BucketStore.ACCESS);
        registry.add("shuguan.lake.s3.secret-key-file", secret::toString);
        registry.add("shuguan.lake.cache-size", () -> "100MB");
    }

    @AfterAll
    static void stop() {
        STORE.stop();
    }

    @Test
    void theHomeHasNoLakeAndNamesTheBucket() throws Exception {
        assertThat(collected(collecting.plan(entry, steward)).state()).isEqualTo(Job.State.DONE);
        assertThat(settings.home().resolve("lake")).doesNotExist();
        assertThat(settings.home().resolve(Home.LAKE_PLACE)).content().contains("s3://" + BucketStore.BUCKET + "/city");
        try (Stream<Path> files = Files.walk(STORE.folder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
                    .isNotEmpty();
        }
        assertThat(jdbc.sql("select distinct metadata_location from collection.iceberg_tables")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(location -> location.startsWith("s3://" + BucketStore.BUCKET + "/city/"));
    }

    @Test
    void aCollectionWhileTheStoreIsAwaySaysSoAndIsDoneWhenItIsBack() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        CollectionRun first = collected(plan);
        STORE.stop();
        UUID second;
        try {
            second = collecting.collect(plan, steward);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> "refusal.platform/lake-away"
                            .equals(runs.find(second).orElseThrow().problem()));
            // What was read before is still there.
            assertThat(versions.rows(plan, first.snapshot(), null, null, null, steward)
                            .total())
                    .isEqualTo(2);
        } finally {
            STORE.start();
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> runs.find(second).orElseThrow().state() == Job.State.DONE);
        assertThat(versions.versions(plan, ALL, cdo).items()).hasSize(2);
    }

    /// What the next start would say.
    private CityLake next(MockEnvironment changed) throws IOException {
        changed.setProperty("shuguan.home", Files.createTempDirectory("next").toString());
        return new CityLake(new LakeSettings(changed), jdbc, Clock.systemUTC(), url, user, "", engine);
    }

    @Test
    void aStartWithOtherSettingsIsRefusedWithWhatToDo() throws Exception {
        collected(collecting.plan(entry, steward));
        CityLake local = next(new MockEnvironment());
        assertThatThrownBy(local::afterSingletonsInstantiated)
                .isInstanceOf(LakeUnusable.class)
                .hasMessageContaining("s3://" + BucketStore.BUCKET)
                .hasMessageContaining("shuguan.lake.s3");
        for (List<String> wrong : List.of(
                List.of("bucket", "no-such-bucket", "lies in s3://"),
                List.of("bucket", "NOT A BUCKET", "no name of a bucket"),
                List.of("prefix", "other", "lies in s3://"),
                List.of("secret-key-file", "/nowhere/secret", "cannot be read from /nowhere/secret"),
                List.of("bucket", "", "shuguan.lake.s3.endpoint is set and shuguan.lake.s3.bucket is not"))) {
            MockEnvironment changed = same(environment);
            changed.setProperty("shuguan.lake.s3." + wrong.getFirst(), wrong.get(1));
            assertThatThrownBy(() -> next(changed).afterSingletonsInstantiated())
                    .isInstanceOf(LakeUnusable.class)
                    .hasMessageContaining(wrong.getLast());
        }
    }

    @Test
    void aRestoredCopyMustTakeTheBucketOverAndIsChecked() throws Exception {
        collected(collecting.plan(entry, steward));
        Path copy = Files.createTempDirectory("restored");
        Files.writeString(copy.resolve(Home.LAKE_RESTORED), "2026-11-01T00:00:00Z\n");
        UUID owner = jdbc.sql("select owner from collection.lake_owner")
                .query(UUID.class)
                .single();
        MockEnvironment restored = same(environment);
        restored.setProperty("shuguan.home", copy.toString());
        CityLake refused = restored(restored);
        assertThatThrownBy(refused::afterSingletonsInstantiated)
                .isInstanceOf(LakeUnusable.class)
                .hasMessageContaining("SHUGUAN_LAKE_S3_TAKEOVER=" + owner);
        refused.close();
        assertThat(copy.resolve(Home.LAKE_RESTORED)).exists();
        restored.setProperty("shuguan.lake.s3.takeover", owner.toString());
        CityLake taken = restored(restored);
        taken.afterSingletonsInstantiated();
        taken.close();
        assertThat(copy.resolve(Home.LAKE_RESTORED)).doesNotExist();
        // The next start of the first installation, whose database has the new name here, goes on.
        UUID now = jdbc.sql("select owner from collection.lake_owner")
                .query(UUID.class)
                .single();
        assertThat(now).isNotEqualTo(owner);
        lake.lake().claim(now.toString(), null);
        assertThatThrownBy(() -> lake.lake().claim(owner.toString(), null)).isInstanceOf(PlaceFailed.class);
    }

    private CityLake restored(MockEnvironment settings) {
        return new CityLake(new LakeSettings(settings), jdbc, Clock.systemUTC(), url, user, "", engine);
    }

    private static MockEnvironment same(Environment environment) {
        MockEnvironment same = new MockEnvironment();
        for (String name :
                List.of("s3.endpoint", "s3.bucket", "s3.prefix", "s3.access-key", "s3.secret-key-file", "cache-size")) {
            same.setProperty("shuguan.lake." + name, environment.getRequiredProperty("shuguan.lake." + name));
        }
        return same;
    }
}
