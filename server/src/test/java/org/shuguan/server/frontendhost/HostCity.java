package org.shuguan.server.frontendhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;

/// Units with databases that this node is not to reach.
@TestComponent
class HostCity {
    @Autowired
    FrontEndHosts hosts;

    @Autowired
    OrderDesk desk;

    @Autowired
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    Jobs jobs;

    @Autowired
    Institution institution;

    /// A unit with its own database.
    record Behind(UnitCode unit, Actor steward, String database) {
        Census.Entered entered(String name) {
            return new Census.Entered(
                    name, SourceRecord.Kind.POSTGRESQL, "127.0.0.1", port(), name(), List.of(), "postgres", "postgres");
        }

        int port() {
            return Integer.parseInt(database.replaceAll(".*:(\\d+)/.*", "$1"));
        }

        String name() {
            return database.replaceAll(".*/([a-z0-9]+)\\?.*", "$1");
        }

        void sql(String statements) throws Exception {
            try (Connection connection = DriverManager.getConnection(database);
                    Statement statement = connection.createStatement()) {
                statement.execute(statements);
            }
        }
    }

    Behind unit() {
        UnitCode unit = new UnitCode(
                "F" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, unit);
        return new Behind(unit, Actors.holding("专员", Role.DATA_STEWARD, unit), FreshDatabase.create("unit"));
    }

    FrontEndHosts.Created host(Behind behind, String name) {
        return hosts.create(behind.unit(), name, behind.steward());
    }

    void connected(UUID host) {
        await().atMost(Duration.ofSeconds(20)).until(() -> desk.isConnected(host));
    }

    /// The job after its end.
    Job ended(UUID run) {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> jobs.find(run).orElseThrow(),
                        found -> found.state().over());
    }

    void done(UUID run) {
        Job job = ended(run);
        assertThat(job.problem()).describedAs("%s", job.problemDetail()).isNull();
        assertThat(job.state()).isEqualTo(Job.State.DONE);
    }

    /// What the newest census of a source found of a table.
    Census.Found found(SourceRecord source, String path) {
        return census.newest(source.id(), path)
                .flatMap(place -> census.found(place.run(), place.table()))
                .orElseThrow();
    }

    /// A published entry on a table of the source.
    UUID entry(Behind behind, SourceRecord source, String path) {
        Census.Place place = census.newest(source.id(), path).orElseThrow();
        UUID entry = catalog.create(
                behind.unit(),
                catalog.measured(place.run(), place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                behind.steward());
        catalog.submit(entry, 1, behind.steward());
        catalog.sign(entry, 1, null, Actors.holding("数官", Role.UNIT_CDO, behind.unit()));
        catalog.publish(entry, 1, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, behind.unit()));
        return entry;
    }
}
