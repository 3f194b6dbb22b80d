package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;

public interface Item extends PersistenceRoot, FullyNamedModelObject, FullyNamed {
    ItemGroup<? extends Item> getParent();

    @NonNull
    String getName();

    @NonNull
    @Override
    String getFullName();

    @Override
    String getDisplayName();

    String getUrl();

    String getShortUrl();
}
