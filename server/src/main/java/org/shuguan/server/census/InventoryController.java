package org.shuguan.server.census;

import java.nio.charset.StandardCharsets;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// A unit's inventory as a document and as a workbook.
@RestController
class InventoryController {
    private final Inventories inventories;
    private final CensusAccess access;

    InventoryController(Inventories inventories, CensusAccess access) {
        this.inventories = inventories;
        this.access = access;
    }

    @GetMapping("/api/census/units/{code}/inventory.{format}")
    ResponseEntity<byte[]> inventory(@PathVariable UnitCode code, @PathVariable String format, Actor actor) {
        Inventory inventory = inventories.of(access.inventoried(actor, code));
        return switch (format) {
            case "docx" -> answer(inventory, format, "wordprocessingml.document", new InventoryPaper(inventory).docx());
            case "xlsx" -> answer(inventory, format, "spreadsheetml.sheet", new InventoryWorkbook(inventory).xlsx());
            default -> throw new NotFound();
        };
    }

    private static ResponseEntity<byte[]> answer(Inventory inventory, String format, String type, byte[] body) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/vnd.openxmlformats-officedocument." + type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(inventory.unit().name() + "数据资源普查报告." + format, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(body);
    }
}
