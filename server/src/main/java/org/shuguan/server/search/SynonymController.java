package org.shuguan.server.search;

import java.util.List;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Synonyms. Every official may read them; the data bureau maintains the city's own.
@RestController
@RequestMapping("/api/catalog/synonyms")
class SynonymController {
    /// @param city the city's own groups, the newest first
    /// @param shipped the built-in groups
    record All(List<SynonymGroups.Group> city, List<List<String>> shipped) {}

    record Request(List<String> words) {}

    private final CitySynonyms synonyms;
    private final SynonymGroups groups;

    SynonymController(CitySynonyms synonyms, SynonymGroups groups) {
        this.synonyms = synonyms;
        this.groups = groups;
    }

    @GetMapping
    All all() {
        return new All(groups.all(), Synonyms.shipped());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SynonymGroups.Group add(@RequestBody Request request, Actor actor) {
        return synonyms.add(request.words(), actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        synonyms.remove(id, actor);
    }
}
