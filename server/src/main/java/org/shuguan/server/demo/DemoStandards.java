package org.shuguan.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.standard.Bindings;
import org.shuguan.server.standard.CodeList;
import org.shuguan.server.standard.DataElement;
import org.shuguan.server.standard.Standards;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Data elements and code lists of national standards, and items of the demo's published entries that are bound to
/// them. The district's list of migrants departs: it has names and a length of its own.
@Component
@Order(15)
@ConditionalOnProperty("shuguan.demo")
class DemoStandards implements DemoPart {
    private record Kept<C>(String identifier, C content) {}

    private record Bound(String title, String column, String element) {}

    private record File(List<Kept<CodeList>> codeLists, List<Kept<DataElement>> elements, List<Bound> bindings) {}

    private final Standards standards;
    private final Bindings bindings;
    private final EntryDirectory entries;
    private final DemoPeople people;
    private final JsonMapper json;

    DemoStandards(Standards standards, Bindings bindings, EntryDirectory entries, DemoPeople people, JsonMapper json) {
        this.standards = standards;
        this.bindings = bindings;
        this.entries = entries;
        this.people = people;
        this.json = json;
    }

    @Override
    @Transactional
    public void start(boolean first) {
        Actor bureau = first ? people.holder(Role.BUREAU_OPERATOR, UnitCode.CITY) : null;
        if (bureau == null) {
            return;
        }
        File file = file();
        file.codeLists().forEach(one -> standards.keep(one.identifier(), 0, one.content(), "", bureau));
        file.elements().forEach(one -> standards.keep(one.identifier(), 0, one.content(), "", bureau));
    }

    /// Binds items of the entries that are published.
    @Transactional
    void bind() {
        List<EntryDirectory.Published> published = entries.published(Scope.EVERYTHING);
        Map<UUID, Content> contents = entries.contents(
                published.stream().map(EntryDirectory.Published::entry).toList());
        Map<String, List<Bound>> wanted = file().bindings().stream().collect(Collectors.groupingBy(Bound::title));
        for (EntryDirectory.Published entry : published) {
            Actor steward = people.holder(Role.DATA_STEWARD, entry.unit());
            Content content = contents.get(entry.entry());
            if (steward == null || content == null) {
                continue;
            }
            wanted.forEach((title, bound) -> {
                if (entry.title().contains(title)) {
                    bound.forEach(one -> content.items().stream()
                            .filter(item -> one.column().equals(item.physicalName()))
                            .findFirst()
                            .ifPresent(item -> bindings.bind(entry.entry(), item.name(), one.element(), steward)));
                }
            });
        }
    }

    private File file() {
        try (InputStream in = Objects.requireNonNull(DemoStandards.class.getResourceAsStream("/demo/standards.json"))) {
            return json.readValue(in, File.class);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
