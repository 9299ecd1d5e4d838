package org.shuguan.server.census;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Drivers;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.Texts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Drivers in the folder: for the administrator all of them with their problems, for stewards those that can be
/// chosen.
@RestController
@RequestMapping("/api/census/drivers")
class DriverController {
    /// @param problems the problems as sentences; empty if it can be used
    record DriverView(
            String file,
            @Nullable String name,
            @Nullable String title,
            @Nullable String driver,
            boolean shipped,
            List<String> jars,
            List<String> problems) {}

    /// @param folder as the papers write it; where the home is on the server is not told
    record FolderView(String folder, List<DriverView> drivers) {}

    /// A kind of database that can be chosen for a source.
    record KindView(String name, String title, int port) {}

    private final DriverFolder folder;
    private final Access access;
    private final Texts texts;

    DriverController(DriverFolder folder, Access access, Texts texts) {
        this.folder = folder;
        this.access = access;
        this.texts = texts;
    }

    @GetMapping
    FolderView drivers(Actor actor) {
        access.must(actor, CensusPermission.DRIVERS, UnitCode.CITY);
        return new FolderView(
                "<home>/" + folder.folder().getFileName(),
                folder.now().found().stream().map(this::view).toList());
    }

    @GetMapping("/kinds")
    List<KindView> kinds(Actor actor) {
        if (!access.canAnywhere(actor, CensusPermission.MANAGE)) {
            throw new Forbidden();
        }
        return folder.now().kinds().stream()
                .map(kind -> new KindView(kind.word(), kind.description().title(), kind.defaultPort()))
                .toList();
    }

    private DriverView view(Drivers.DriverStatus found) {
        return new DriverView(
                found.file(),
                found.name(),
                found.title(),
                found.driver(),
                found.shipped(),
                found.jars(),
                found.problems().stream()
                        .map(problem -> texts.say("driver." + problem.code(), Map.of("detail", problem.detail())))
                        .toList());
    }
}
