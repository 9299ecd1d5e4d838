package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.shuguan.dataplane.lake.LakeCity.key;
import static org.shuguan.dataplane.lake.LakeCity.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.source.Engine;
import software.amazon.awssdk.core.sync.RequestBody;

/// What only happens to a lake in a bucket: the store is away, refuses, loses or changes objects, and the cache is
/// full.
class BucketLakeTest {
    private static final CollectListener QUIET = new CollectListener() {};
    private static final List<LakeColumn> COLUMNS = List.of(
            new LakeColumn("id", new LakeType.Whole(), true, null),
            new LakeColumn("name", new LakeType.Text(null), false, null));
    private static final long FIVE_MEGABYTES = 5L << 20;

    @TempDir
    private static Path folder;

    private static BucketServer store;
    private static LakeCity city;
    private Lake lake;

    @BeforeAll
    static void start() throws Exception {
        store = new BucketServer();
        city = new LakeCity(folder, store);
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    @BeforeEach
    void open() {
        lake = city.lake();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private LakeVersion write(Lake into, String table, String run, String select) throws Exception {
        try (Replacement replacement = into.table(table, COLUMNS).replace(COLUMNS);
                var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy(select));
            return replacement.commit(Map.of(LakeTable.RUN, run));
        }
    }

    private static String rows(int count) {
        return "select cast(range as bigint) as id, 'row ' || range as name from range(" + count + ")";
    }

    /// Rows that cannot be compressed, a little more than 32 bytes each.
    private static String wide(int count) {
        return "select cast(range as bigint) as id, md5(cast(range as varchar)) || md5(cast(random() as varchar)) as name"
                + " from range(" + count + ")";
    }

    private static long read(Lake from, String table, LakeVersion version) throws Exception {
        return new LakeReader(from.find(table).orElseThrow())
                .rows(version, 0, 10)
                .rows()
                .size();
    }

    private static PlaceFailed failed(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        PlaceFailed failed = catchThrowableOfType(PlaceFailed.class, act);
        assertThat(failed).as("the failure of the place").isNotNull();
        assertThat(failed.getMessage()).doesNotContain(BucketServer.SECRET);
        return failed;
    }

    private static LakePlace.Bucket place(String name, String access, String secret, String work) {
        LakePlace.Bucket one = store.place(folder.resolve(work), 1L << 20);
        return new LakePlace.Bucket(
                one.endpoint(), one.region(), name, one.prefix(), access, secret, true, one.work(), one.cacheBytes());
    }

    private static Lake at(LakePlace place) {
        LakeAddress address = city.address();
        return Lake.open(new LakeAddress(place, address.url(), address.user(), address.password(), address.schema()));
    }

    @Test
    void otherEnginesFindEveryFileByItsFullLocation() throws Exception {
        LakeVersion version = write(lake, "located", "1", rows(3));
        LakeTable table = lake.find("located").orElseThrow();
        String in = "s3://" + BucketServer.BUCKET + "/node/one/collected/located";
        assertThat(table.iceberg().location()).isEqualTo(in);
        assertThat(table.files(version.id()))
                .singleElement()
                .satisfies(file -> assertThat(file.location()).startsWith(in + "/data/"));
        assertThat(table.iceberg().currentSnapshot().manifestListLocation()).startsWith(in + "/metadata/");
        assertThat(store.keys().stream().filter(key -> key.contains("/located/")))
                .allSatisfy(key -> assertThat(key).startsWith("node/one/collected/located/"));
        try (Stream<Path> drafts = Files.list(folder.resolve("work/drafts"))) {
            assertThat(drafts).isEmpty();
        }
    }

    @Test
    void aWrongKeyAMissingBucketAndAStoreThatIsAwayAreTold() throws Exception {
        try (Lake refused = at(place(BucketServer.BUCKET, BucketServer.ACCESS, "wrong", "wrong-key"))) {
            PlaceFailed failed = failed(() -> refused.claim("one", null));
            assertThat(failed.reason()).isEqualTo(PlaceFailed.Reason.DENIED);
            assertThat(failed.getMessage()).contains("secret key").doesNotContain("wrong");
        }
        try (Lake missing = at(place("no-such-bucket", BucketServer.ACCESS, BucketServer.SECRET, "no-bucket"))) {
            assertThat(failed(() -> missing.claim("one", null)).reason()).isEqualTo(PlaceFailed.Reason.NO_BUCKET);
        }
        store.stop();
        try {
            PlaceFailed failed = failed(() -> lake.claim("one", null));
            assertThat(failed.reason()).isEqualTo(PlaceFailed.Reason.AWAY);
            assertThat(failed.getMessage()).contains(store.endpoint().toString());
        } finally {
            store.start();
        }
    }

    @Test
    void aBucketHasOneOwnerUntilItIsTakenOver() {
        lake.claim("first", null);
        lake.claim("first", null);
        PlaceFailed failed = failed(() -> lake.claim("second", null));
        assertThat(failed.reason()).isEqualTo(PlaceFailed.Reason.OTHER_OWNER);
        assertThat(failed.getMessage()).contains("SHUGUAN_LAKE_S3_TAKEOVER=first");
        assertThat(failed(() -> lake.claim("second", "third")).reason()).isEqualTo(PlaceFailed.Reason.OTHER_OWNER);
        lake.claim("second", "first");
        assertThat(failed(() -> lake.claim("first", null)).reason()).isEqualTo(PlaceFailed.Reason.OTHER_OWNER);
        assertThat(store.keys()).noneMatch(key -> key.contains("probe"));
        store.client.deleteObject(r -> r.bucket(BucketServer.BUCKET).key("node/one/owner.txt"));
    }

    @Test
    void aLakeWithTablesElsewhereIsRefused() throws Exception {
        write(lake, "here", "1", rows(1));
        lake.mustBeHere();
        try (Lake local = at(new LakePlace.Folder(folder.resolve("other")))) {
            PlaceFailed failed = failed(local::mustBeHere);
            assertThat(failed.reason()).isEqualTo(PlaceFailed.Reason.ELSEWHERE);
            assertThat(failed.getMessage())
                    .contains("s3://" + BucketServer.BUCKET)
                    .contains("shuguan.lake.s3");
        }
    }

    @Test
    void aStoreThatIsAwayBeforeTheCommitLeavesTheTableAsItWas() throws Exception {
        LakeVersion before = write(lake, "away", "1", rows(3));
        LakeTable table = lake.find("away").orElseThrow();
        try (Replacement replacement = table.replace(COLUMNS);
                var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy(rows(5)));
            store.stop();
            try {
                assertThat(failed(() -> replacement.commit(Map.of(LakeTable.RUN, "2")))
                                .reason())
                        .isEqualTo(PlaceFailed.Reason.AWAY);
            } finally {
                store.start();
            }
        }
        assertThat(table.versions()).extracting(LakeVersion::id).containsExactly(before.id());
        assertThat(city.files("away")).hasSize(1);
        LakeVersion after = write(lake, "away", "2", rows(5));
        assertThat(read(lake, "away", after)).isEqualTo(5);
    }

    /// Files of more than a part are sent in parts; in the middle of the second upload the store begins to refuse.
    @Test
    void anUploadThatEndsInTheMiddleMakesNoVersionAndItsPartsAreRemoved() throws Exception {
        lake.close();
        try (Lake parted = Lake.open(
                city.address(),
                new BucketFiles((LakePlace.Bucket) city.place(), FIVE_MEGABYTES, Duration.ofSeconds(5)))) {
            LakeVersion whole = write(parted, "parted", "1", wide(330_000));
            assertThat(whole.bytes()).isGreaterThan(2 * FIVE_MEGABYTES);
            assertThat(read(parted, "parted", whole)).isEqualTo(10);
            store.partsUntilFailure.set(1);
            PlaceFailed failed = failed(() -> write(parted, "parted", "2", wide(330_000)));
            store.partsUntilFailure.set(-1);
            assertThat(failed.reason()).isEqualTo(PlaceFailed.Reason.AWAY);
            assertThat(parted.find("parted").orElseThrow().versions()).hasSize(1);
            assertThat(store.uploads()).isEmpty();
            // One that a dead process has left.
            store.client.createMultipartUpload(
                    r -> r.bucket(BucketServer.BUCKET).key("node/one/collected/parted/data/dead.parquet"));
            LakeTable table = parted.find("parted").orElseThrow();
            table.removeOrphans(Duration.ofDays(1));
            assertThat(store.uploads()).hasSize(1);
            table.removeOrphans(Duration.ZERO);
            assertThat(store.uploads()).isEmpty();
        }
        // Another process has nothing in its cache.
        try (Lake fresh = at(store.place(folder.resolve("fresh"), 1L << 30))) {
            LakeVersion version = fresh.find("parted").orElseThrow().current().orElseThrow();
            assertThat(read(fresh, "parted", version)).isEqualTo(10);
        }
        lake = city.lake();
    }

    @Test
    void anObjectThatIsGoneOrChangedIsToldAndNeverRead() throws Exception {
        LakeVersion first = write(lake, "harmed", "1", rows(100));
        LakeVersion second = write(lake, "harmed", "2", rows(200));
        String gone = keyOf(first);
        String changed = keyOf(second);
        store.client.deleteObject(r -> r.bucket(BucketServer.BUCKET).key(gone));
        byte[] bytes = store.client
                .getObjectAsBytes(r -> r.bucket(BucketServer.BUCKET).key(changed))
                .asByteArray();
        bytes[bytes.length / 2] ^= 1;
        Map<String, String> kept = store.client
                .headObject(r -> r.bucket(BucketServer.BUCKET).key(changed))
                .metadata();
        store.client.putObject(
                r -> r.bucket(BucketServer.BUCKET).key(changed).metadata(kept), RequestBody.fromBytes(bytes));
        // The writer's own process still has both.
        assertThat(read(lake, "harmed", second)).isEqualTo(10);
        try (Lake fresh = at(store.place(folder.resolve("harmed"), 1L << 30))) {
            assertThat(failed(() -> read(fresh, "harmed", first)).reason()).isEqualTo(PlaceFailed.Reason.MISSING);
            assertThat(failed(() -> read(fresh, "harmed", second)).reason()).isEqualTo(PlaceFailed.Reason.DAMAGED);
            assertThat(fresh.missing()).containsExactly("harmed: 1 files");
        }
        lake.remove("harmed");
    }

    private String keyOf(LakeVersion version) throws Exception {
        String location =
                lake.find("harmed").orElseThrow().files(version.id()).getFirst().location();
        return location.substring(("s3://" + BucketServer.BUCKET + "/").length());
    }

    @Test
    void theCacheStaysWithinItsLimitAndAHeldFileStays() throws Exception {
        LakeVersion[] versions = new LakeVersion[4];
        for (int i = 0; i < versions.length; i++) {
            versions[i] = write(lake, "cached", Integer.toString(i), wide(3000));
        }
        // The catalog's files need room, too.
        long limit = versions[0].bytes() * 2 + 100_000;
        LakePlace.Bucket place = store.place(folder.resolve("small"), limit);
        BucketFiles files = new BucketFiles(place, FIVE_MEGABYTES, Duration.ofMillis(50));
        try (Lake small = Lake.open(city.address(), files)) {
            LakeTable table = small.find("cached").orElseThrow();
            for (int turn = 0; turn < 2; turn++) {
                for (LakeVersion version : versions) {
                    assertThat(read(small, "cached", version)).isEqualTo(10);
                    assertThat(files.cache().used()).isLessThanOrEqualTo(limit);
                }
            }
            try (HeldFiles _ = LakeTable.hold(List.of(
                    new LakeTable.Part(table, versions[0].id()), new LakeTable.Part(table, versions[1].id())))) {
                assertThat(failed(() -> read(small, "cached", versions[2])).reason())
                        .isEqualTo(PlaceFailed.Reason.CACHE_BUSY);
                assertThat(files.local(table.files(versions[0].id()).getFirst().location()))
                        .exists();
                assertThat(read(small, "cached", versions[1])).isEqualTo(10);
            }
            assertThat(read(small, "cached", versions[2])).isEqualTo(10);
            PlaceFailed failed = failed(() -> LakeTable.hold(Stream.of(versions)
                    .map(version -> new LakeTable.Part(table, version.id()))
                    .toList()));
            assertThat(failed.reason()).isEqualTo(PlaceFailed.Reason.CACHE_SMALL);
            assertThat(failed.getMessage()).contains("shuguan.lake.cache-size");
        }
        // What an earlier process has left counts.
        BucketFiles again = new BucketFiles(place, FIVE_MEGABYTES, Duration.ofMillis(50));
        try (Lake small = Lake.open(city.address(), again)) {
            assertThat(again.cache().used()).isPositive().isLessThanOrEqualTo(limit);
            assertThat(read(small, "cached", versions[2])).isEqualTo(10);
        }
    }

    @Test
    void readersAtTheSameTimeShareACacheThatHasRoomForOneOfThem() throws Exception {
        List<LakeVersion> versions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            versions.add(write(lake, "shared", Integer.toString(i), wide(2000)));
        }
        long limit = versions.getFirst().bytes() + 200_000;
        try (Lake small = at(store.place(folder.resolve("shared"), limit));
                var readers = Executors.newFixedThreadPool(6)) {
            List<Callable<Long>> reads = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                LakeVersion version = versions.get(i % versions.size());
                reads.add(() -> read(small, "shared", version));
            }
            for (Future<Long> read : readers.invokeAll(reads)) {
                assertThat(read.get()).isEqualTo(10);
            }
        }
    }

    @Test
    void aFolderOfCopiesBelongsToOneProcess() {
        assertThat(catchThrowableOfType(java.io.UncheckedIOException.class, () -> city.lake()))
                .hasMessageContaining("shuguan.lake.work");
    }

    @Test
    void filesOfVersionsThatExpireLeaveTheBucket() throws Exception {
        for (int i = 0; i < 3; i++) {
            write(lake, "old", Integer.toString(i), rows(10 + i));
        }
        LakeTable table = lake.find("old").orElseThrow();
        assertThat(table.expire(1, Instant.now().plusSeconds(10))).hasSize(2);
        assertThat(city.files("old")).hasSize(1);
        store.client.putObject(
                r -> r.bucket(BucketServer.BUCKET).key("node/one/collected/old/data/stray.parquet"),
                RequestBody.fromString("left by a writer that died"));
        store.client.putObject(
                r -> r.bucket(BucketServer.BUCKET).key("node/one/collected/older/data/other.parquet"),
                RequestBody.fromString("of another table"));
        assertThat(table.removeOrphans(Duration.ofHours(1))).isZero();
        assertThat(table.removeOrphans(Duration.ZERO)).isEqualTo(1);
        assertThat(city.files("older")).hasSize(1);
        assertThat(read(lake, "old", table.current().orElseThrow())).isEqualTo(10);
    }

    @Test
    void aCollectionIntoABucketIsAsOneIntoAFolder() throws Exception {
        city.execute(
                "create table moved (id int primary key, t text); insert into moved values (1, 'a'), (2, 'too long')");
        Collected done = new Collector(lake).collect(city.of("moved", "moved", key("id", "I"), text("t", 3)), QUIET);
        assertThat(done.kept()).isEqualTo(1);
        assertThat(city.quarantined("moved")).hasSize(1);
        store.stop();
        try {
            assertThat(failed(() -> new Collector(lake)
                                    .collect(city.of("moved", "again", key("id", "I"), text("t", 9)), QUIET))
                            .reason())
                    .isEqualTo(PlaceFailed.Reason.AWAY);
        } finally {
            store.start();
        }
        Collected again = new Collector(lake).collect(city.of("moved", "again", key("id", "I"), text("t", 9)), QUIET);
        assertThat(again.kept()).isEqualTo(2);
        assertThat(lake.find("moved").orElseThrow().versions()).hasSize(2);
    }
}
