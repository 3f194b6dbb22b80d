package io.jenkins.plugins.cinderbackup.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Facts;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import java.io.IOException;

/**
 * The stored form of a journal: JSON of its fields, instants and durations as in ISO 8601. The operation says of which types plan and facts are.
 *
 * <p>A field that is not known is refused, like a newer schema: what wrote it may have created something that only this field names, and a
 * journal that is read in part and written back would forget it. A field that is missing has its first value.
 */
public final class JournalFormat {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(Plan.class, new PlanReader())
                    .addSerializer(Facts.class, new FactsWriter())
                    .addDeserializer(Facts.class, new FactsReader()))
            // A field that is missing is read as null; an entry of a map is not.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Without the source: a message would quote the file's content.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JournalFormat() {}

    /** The journal as text in UTF-8. */
    public static byte[] write(RunJournal journal) {
        try {
            return JSON.writeValueAsBytes(journal);
        } catch (JacksonException e) {
            throw new IllegalStateException("Every journal can be written.", e);
        }
    }

    /**
     * Reads a journal.
     *
     * @throws UnreadableJournalException if it is empty, cut off, of another version, or not a journal; the message says which
     */
    public static RunJournal read(byte[] text) throws UnreadableJournalException {
        if (text.length == 0) {
            throw new UnreadableJournalException("it is empty", null);
        }
        try {
            JsonNode json = JSON.readTree(text);
            checkSchema(json);
            return complete(JSON.readerFor(RunJournal.class)
                    .withAttribute(Operation.class, operation(json))
                    .readValue(json));
        } catch (JacksonException e) {
            throw new UnreadableJournalException("it is torn, or no journal: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UnreadableJournalException("it is no text: " + e.getMessage(), e);
        }
    }

    private static void checkSchema(JsonNode json) throws UnreadableJournalException {
        JsonNode schema = json.path("schema");
        if (!schema.isInt() && !schema.isLong()) {
            throw new UnreadableJournalException("it is no journal: it names no schema version", null);
        }
        if (schema.longValue() != RunJournal.SCHEMA) {
            throw new UnreadableJournalException(
                    "another version of the plugin wrote it: its schema is " + schema.longValue()
                            + ", and this version knows " + RunJournal.SCHEMA,
                    null);
        }
    }

    private static Operation<?> operation(JsonNode json) throws UnreadableJournalException {
        JsonNode kind = json.path("operation");
        if (!kind.isTextual()) {
            throw new UnreadableJournalException("it is no journal: it names no operation", null);
        }
        return Operations.ofKind(kind.textValue())
                .orElseThrow(() -> new UnreadableJournalException(
                        "another version of the plugin wrote it: this version knows no operation " + kind, null));
    }

    private static RunJournal complete(RunJournal journal) throws UnreadableJournalException {
        if (journal.run() == null
                || journal.origin() == null
                || journal.plan() == null
                || journal.connections() == null
                || journal.startedAt() == null
                || journal.mayLiveUntil() == null
                || journal.phase() == null) {
            throw new UnreadableJournalException("it is no journal: run, origin, plan or times are missing", null);
        }
        return journal;
    }

    private static Operation<?> operation(DeserializationContext context) {
        return (Operation<?>) context.getAttribute(Operation.class);
    }

    private static final class PlanReader extends JsonDeserializer<Plan> {
        @Override
        public Plan deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return context.readValue(json, operation(context).plan());
        }
    }

    private static final class FactsWriter extends JsonSerializer<Facts> {
        @Override
        public void serialize(Facts facts, JsonGenerator json, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(facts.asMap(), json);
        }
    }

    private static final class FactsReader extends JsonDeserializer<Facts> {
        @Override
        public Facts deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Facts facts = new Facts();
            for (var field : context.readTree(json).properties()) {
                Fact<?> fact = operation(context).facts().stream()
                        .filter(known -> known.name().equals(field.getKey()))
                        .findFirst()
                        .orElseThrow(() -> JsonMappingException.from(
                                context, "the fact \"" + field.getKey() + "\" is not one of this operation"));
                put(facts, fact, field.getValue(), context);
            }
            return facts;
        }

        private static <T> void put(Facts facts, Fact<T> fact, JsonNode value, DeserializationContext context)
                throws IOException {
            facts.put(fact, context.readTreeAsValue(value, fact.type()));
        }
    }
}
