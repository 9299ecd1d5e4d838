package org.shuguan.server.backup;

import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/// Where drills take place: the running home, and the folder for the backup and the restored home. The folder is
/// emptied, and a database that was left running in it is stopped, at each start of the server and at both ends of a
/// drill.
@Component
class DrillPlace {
    /// In the home, unless the setting names another place.
    static final String FOLDER = "drill";

    /// The name of the server's database in an embedded PostgreSQL.
    static final String DATABASE = "shuguan";

    private static final Logger LOG = LoggerFactory.getLogger(DrillPlace.class);
    /// For PostgreSQL's programs and its log, and so that the running server does not come to the end of the disk.
    private static final long RESERVE = 1L << 30;

    /// Disk space, in bytes.
    ///
    /// @param size of what a backup copies
    /// @param needed for a drill
    /// @param free where drills take place
    record Room(long size, long needed, long free) {
        boolean enough() {
            return free >= needed;
        }
    }

    private final Home home;
    private final String url;
    private final Path folder;
    private final Clock clock;

    DrillPlace(
            @Value("${shuguan.home}") Path home,
            @Value("${spring.datasource.url}") String url,
            @Value("${shuguan.backup.drill-folder:}") String elsewhere,
            Clock clock) {
        this.home = new Home(home.toAbsolutePath().normalize());
        this.url = url;
        this.clock = clock;
        this.folder = elsewhere.isBlank() ? this.home.resolve(FOLDER) : in(Path.of(elsewhere));
    }

    /// A folder of this home's own: its content is deleted.
    private Path in(Path elsewhere) {
        Path place = elsewhere.toAbsolutePath().normalize();
        if (place.startsWith(home.folder())) {
            throw new IllegalArgumentException("shuguan.backup.drill-folder is in the home: name a folder outside of "
                    + home.folder() + ", or none");
        }
        return place.resolve(
                "shuguan-drill-" + Hashes.hexSha256(home.folder().toString()).substring(0, 12));
    }

    /// A superuser's address of the database that the server works with; empty if it is the operator's own.
    Optional<DatabaseAddress> database() {
        return EmbeddedDatabase.running(home, HomeBackup.SERVER, DATABASE).filter(running -> url.equals(running.url()));
    }

    /// Whether the server can drill: whether its database is the embedded one.
    boolean possible() {
        return database().isPresent();
    }

    HomeBackup backup() {
        // The server holds the home's lock.
        return new HomeBackup(home, clock, true);
    }

    Home home() {
        return home;
    }

    /// The backup, while there is one.
    Path file() {
        return folder.resolve("home.backup");
    }

    /// The restored home, while there is one.
    Path restored() {
        return folder.resolve("home");
    }

    /// The backup is at most as large as the home, and both it and the restored home are there at the same time.
    Room room() throws IOException {
        Path there = folder;
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        long size = backup().size();
        return new Room(size, 2 * size + RESERVE, Files.getFileStore(there).getUsableSpace());
    }

    /// Makes the folder, empty.
    void prepare() throws IOException {
        sweep();
        Home.at(folder);
    }

    /// Stops a database that runs in the folder, and deletes the folder.
    void sweep() throws IOException {
        if (Files.exists(folder)) {
            EmbeddedDatabase.stopLeftOver(new Home(restored()), HomeBackup.SERVER);
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /// What a server left that was killed during a drill. Before jobs run: their lanes start later.
    @PostConstruct
    void sweepAtStart() {
        sweepOrTell();
    }

    /// The same where nobody can be refused anything any more.
    void sweepOrTell() {
        try {
            sweep();
        } catch (IOException e) {
            LOG.error("what a restore drill left in {} cannot be removed: {}", folder, e.toString());
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
