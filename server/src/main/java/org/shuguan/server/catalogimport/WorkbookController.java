package org.shuguan.server.catalogimport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ApiModule;
import org.shuguan.server.platform.Downloads;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Exports the catalog of a unit or of the city as the national guide's workbook, with the versions that the
/// reader may see.
@RestController
@ApiModule("catalog")
class WorkbookController {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final CatalogReader catalog;
    private final Institution institution;

    WorkbookController(CatalogReader catalog, Institution institution) {
        this.catalog = catalog;
        this.institution = institution;
    }

    /// Streams the workbook while the catalog is read.
    @GetMapping(path = "/api/catalog/workbook.xlsx", produces = XLSX)
    void workbook(@RequestParam @Nullable UnitCode unit, Actor actor, HttpServletResponse response) throws IOException {
        Map<UnitCode, String> names = new HashMap<>();
        institution.units(institution.today()).forEach(one -> names.put(one.code(), one.name()));
        String name = unit == null ? "全市" : names.getOrDefault(unit, unit.value());
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "政务信息资源目录 " + institution.today() + ".xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try (var book = new GuideWorkbook(response.getOutputStream());
                var versions = catalog.inOrderOfCode(actor, unit)) {
            long rows = 0;
            for (Version version : (Iterable<Version>) versions::iterator) {
                book.add(version, names.computeIfAbsent(version.unit(), this::former));
                rows++;
            }
            Downloads.rows(rows);
        }
    }

    private String former(UnitCode code) {
        return institution.unit(code).map(Unit::name).orElse(code.value());
    }
}
