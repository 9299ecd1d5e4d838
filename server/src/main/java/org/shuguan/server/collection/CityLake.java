package org.shuguan.server.collection;

import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeAddress;
import org.shuguan.dataplane.lake.LakeTable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The lake of this node: its files are in the home, its catalog is in the server's database. Opened when it is first
/// needed.
@Component
class CityLake {
    private final LakeAddress address;
    private final Path home;
    private @Nullable Lake lake;

    CityLake(
            @Value("${shuguan.home}") Path home,
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password:}") String password) {
        this.home = home;
        this.address = new LakeAddress(home.resolve("lake"), url, user, password, "collection");
    }

    synchronized Lake lake() {
        Lake open = lake;
        if (open == null) {
            open = Lake.open(address);
            lake = open;
        }
        return open;
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

    @PreDestroy
    synchronized void close() {
        if (lake != null) {
            lake.close();
        }
    }
}
