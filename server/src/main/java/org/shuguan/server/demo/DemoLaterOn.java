package org.shuguan.server.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.shuguan.dataplane.demo.DemoChanges;
import org.shuguan.dataplane.demo.DemoDepartments;
import org.shuguan.dataplane.demo.Department;
import org.shuguan.server.census.Census;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// Changes one department's database and takes a second census of it, so that there is a comparison, and a
/// published entry that differs from its table.
@Component
@ConditionalOnProperty("shuguan.demo")
class DemoLaterOn {
    private final Census census;
    private final Institution institution;
    private final ObjectProvider<EmbeddedDatabase> departments;

    DemoLaterOn(Census census, Institution institution, ObjectProvider<EmbeddedDatabase> departments) {
        this.census = census;
        this.institution = institution;
        this.departments = departments;
    }

    void happen() {
        EmbeddedDatabase server = departments.getIfAvailable();
        if (server == null) {
            return;
        }
        for (Department department : DemoDepartments.all()) {
            if (department.database().equals(DemoChanges.DATABASE)) {
                change(server);
                institution.units(institution.today()).stream()
                        .filter(unit -> unit.name().equals(department.unit()))
                        .map(Unit::code)
                        .flatMap(unit -> census.named(unit, department.title()).stream())
                        .forEach(source -> census.start(source, 0, DemoSources.BY));
            }
        }
    }

    private static void change(EmbeddedDatabase server) {
        try (Connection inside = server.connect(DemoChanges.DATABASE);
                Statement statement = inside.createStatement()) {
            DemoChanges.apply(inside);
            statement.execute("grant select on all tables in schema public to " + DemoChanges.DATABASE + "_census");
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's database " + DemoChanges.DATABASE + " could not be changed", e);
        }
    }
}
