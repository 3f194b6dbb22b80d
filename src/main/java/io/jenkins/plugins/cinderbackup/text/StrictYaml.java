package io.jenkins.plugins.cinderbackup.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads YAML of which each value stands where it is read: one document, no key twice, no references. */
public final class StrictYaml {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictYaml() {}

    /** The text's tree; a missing node where there is nothing in it. */
    @NonNull
    public static JsonNode read(@NonNull String text) throws YamlException {
        try {
            refuseReferences(text);
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            // Without its message and cause: they quote the lines
            throw new YamlException(
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(), false);
        } catch (IOException e) {
            throw new UncheckedIOException("A text is always readable.", e);
        }
    }

    /** The parser takes a reference for the text of its name, and a password would silently be another. */
    private static void refuseReferences(String text) throws IOException, YamlException {
        try (YAMLParser tokens = (YAMLParser) YAML.createParser(text)) {
            while (tokens.nextToken() != null) {
                if (tokens.isCurrentAlias()) {
                    throw new YamlException(tokens.currentTokenLocation().getLineNr(), true);
                }
            }
        }
    }
}
