package org.shuguan.server.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.shuguan.dataplane.demo.DemoDepartments;
import org.shuguan.dataplane.demo.DemoFiles;
import org.shuguan.dataplane.demo.Department;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.IncomingFile;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Registers the departments' databases as sources of their units and takes a census of each, and a folder of
/// hand-kept files. The databases run in a separate PostgreSQL server, as they would in a city.
@Component
@Order(10)
@ConditionalOnProperty("shuguan.demo")
class DemoSources implements DemoPart {
    static final String BY = "演示";
    private static final String FILES_OF = "市教育局";
    private static final String FILES = "手工台账";

    private final Census census;
    private final Institution institution;
    private final ObjectProvider<EmbeddedDatabase> departments;
    private final DemoFrontEndHost frontEndHost;
    private final Home home;

    DemoSources(
            Census census,
            Institution institution,
            ObjectProvider<EmbeddedDatabase> departments,
            DemoFrontEndHost frontEndHost,
            @Value("${shuguan.home}") Path home) {
        this.census = census;
        this.institution = institution;
        this.departments = departments;
        this.frontEndHost = frontEndHost;
        this.home = Home.at(home);
    }

    /// Each step checks whether it was already done, so that an interrupted start is completed by the next one.
    @Override
    public void start(boolean first) {
        Map<String, UnitCode> units =
                institution.units(institution.today()).stream().collect(Collectors.toMap(Unit::name, Unit::code));
        EmbeddedDatabase server = departments.getIfAvailable();
        if (server != null) {
            for (Department department : DemoDepartments.all()) {
                var database = new DepartmentDatabase(server, department, home);
                database.prepare();
                UnitCode unit = units.get(department.unit());
                if (unit != null) {
                    source(unit, department, database, server.port());
                }
            }
        }
        UnitCode unit = units.get(FILES_OF);
        if (unit != null) {
            files(unit);
        }
    }

    private void source(UnitCode unit, Department department, DepartmentDatabase database, int port) {
        var direct = new Census.Entered(
                department.title(),
                SourceRecord.Kind.POSTGRESQL,
                "127.0.0.1",
                port,
                department.database(),
                List.of(),
                database.reader(),
                database.secret());
        Census.Entered entered = frontEndHost.of(unit).map(direct::through).orElse(direct);
        SourceRecord known = census.named(unit, department.title()).orElse(null);
        if (known == null) {
            census.start(census.register(unit, entered), 0, BY);
        } else if (known.port() == null
                || known.port() != port
                || !Objects.equals(known.through(), entered.through())) {
            census.change(known, entered, known.version());
        }
    }

    private void files(UnitCode unit) {
        if (census.named(unit, FILES).isPresent()) {
            return;
        }
        SourceRecord source = census.register(
                unit, new Census.Entered(FILES, SourceRecord.Kind.FILES, null, null, null, null, null, null));
        DemoFiles.all().forEach((name, content) -> census.drop(source, name, IncomingFile.of(content), false));
        census.start(source, 0, BY);
    }
}
