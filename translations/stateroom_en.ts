<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DeliveryText</name>
    <message numerus="yes">
        <source>It is not tried again by itself, after %Ln attempts.</source>
        <translation>
            <numerusform>It is not tried again by itself, after %Ln attempt.</numerusform>
            <numerusform>It is not tried again by itself, after %Ln attempts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ValuePreview</name>
    <message numerus="yes">
        <source>%Ln items</source>
        <extracomment>How many elements an array has, within brackets</extracomment>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BrowsePlace</name>
    <message numerus="yes">
        <source>%Ln edits have not been saved.</source>
        <translation>
            <numerusform>%Ln edit has not been saved.</numerusform>
            <numerusform>%Ln edits have not been saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BulkActions</name>
    <message numerus="yes">
        <source>%Ln keys deleted.</source>
        <translation>
            <numerusform>%Ln key deleted.</numerusform>
            <numerusform>%Ln keys deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys no longer expire.</source>
        <translation>
            <numerusform>%Ln key no longer expires.</numerusform>
            <numerusform>%Ln keys no longer expire.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was undone: %Ln of these keys have been written since.</source>
        <translation>
            <numerusform>Nothing was undone: %Ln of these keys has been written since.</numerusform>
            <numerusform>Nothing was undone: %Ln of these keys have been written since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone: %Ln keys are as they were.</source>
        <translation>
            <numerusform>Undone: %Ln key is as it was.</numerusform>
            <numerusform>Undone: %Ln keys are as they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys copied.</source>
        <translation>
            <numerusform>%Ln key copied.</numerusform>
            <numerusform>%Ln keys copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys brought back.</source>
        <translation>
            <numerusform>%Ln key brought back.</numerusform>
            <numerusform>%Ln keys brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired keys stay gone: each can be brought back by itself from the list of deleted keys, without an expiry then.</source>
        <extracomment>After how many keys were brought back: those whose time was over were not</extracomment>
        <translation>
            <numerusform>%Ln expired key stays gone: it can be brought back by itself from the list of deleted keys, without an expiry then.</numerusform>
            <numerusform>%Ln expired keys stay gone: each can be brought back by itself from the list of deleted keys, without an expiry then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys that were written since stay as they are.</source>
        <translation>
            <numerusform>%Ln key that was written since stays as it is.</numerusform>
            <numerusform>%Ln keys that were written since stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys expire at %1.</source>
        <extracomment>%1 is the moment</extracomment>
        <translation>
            <numerusform>%Ln key expires at %1.</numerusform>
            <numerusform>%Ln keys expire at %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::CampaignsModel</name>
    <message numerus="yes">
        <source>%1, %Ln variables</source>
        <extracomment>Read aloud: the name of a campaign and how many variables it has</extracomment>
        <translation>
            <numerusform>%1, %Ln variable</numerusform>
            <numerusform>%1, %Ln variables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ChoiceBar</name>
    <message numerus="yes">
        <source>%Ln chosen</source>
        <translation>
            <numerusform>%Ln chosen</numerusform>
            <numerusform>%Ln chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DeletedView</name>
    <message numerus="yes">
        <source>The first %Ln keys</source>
        <translation>
            <numerusform>The first key</numerusform>
            <numerusform>The first %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EndpointPanel</name>
    <message numerus="yes">
        <source>Delete the webhook %1? Its secret and its deliveries go with it, %Ln of which have not arrived. This can&apos;t be undone.</source>
        <translation>
            <numerusform>Delete the webhook %1? Its secret and its deliveries go with it, %Ln of which has not arrived. This can&apos;t be undone.</numerusform>
            <numerusform>Delete the webhook %1? Its secret and its deliveries go with it, %Ln of which have not arrived. This can&apos;t be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EndpointsModel</name>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntriesModel</name>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntriesPanel</name>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln keys</source>
        <extracomment>How many keys pass the filter, of how many</extracomment>
        <translation>
            <numerusform>%1 of %Ln key</numerusform>
            <numerusform>%1 of %Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ExpiryBar</name>
    <message numerus="yes">
        <source>Expiry of %Ln keys</source>
        <translation>
            <numerusform>Expiry of %Ln key</numerusform>
            <numerusform>Expiry of %Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::LivePanel</name>
    <message numerus="yes">
        <source>Paused, %Ln changes waiting</source>
        <translation>
            <numerusform>Paused, %Ln change waiting</numerusform>
            <numerusform>Paused, %Ln changes waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::NamespacesModel</name>
    <message numerus="yes">
        <source>%1, %Ln keys</source>
        <extracomment>Read aloud: the name of a namespace and how many keys it has</extracomment>
        <translation>
            <numerusform>%1, %Ln key</numerusform>
            <numerusform>%1, %Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ReceiverHead</name>
    <message numerus="yes">
        <source>200 after %Ln seconds</source>
        <translation>
            <numerusform>200 after %Ln second</numerusform>
            <numerusform>200 after %Ln seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RecordsPanel</name>
    <message numerus="yes">
        <source>%Ln sample records were added to the collections.</source>
        <translation>
            <numerusform>%Ln sample record was added to the collections.</numerusform>
            <numerusform>%Ln sample records were added to the collections.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RequestsPlace</name>
    <message numerus="yes">
        <source>Paused, %Ln requests waiting</source>
        <translation>
            <numerusform>Paused, %Ln request waiting</numerusform>
            <numerusform>Paused, %Ln requests waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ScriptOutcome</name>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys, not kept</source>
        <translation>
            <numerusform>%Ln key, not kept</numerusform>
            <numerusform>%Ln keys, not kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ScriptsPlace</name>
    <message numerus="yes">
        <source>%1, in %Ln runs</source>
        <translation>
            <numerusform>%1, in %Ln run</numerusform>
            <numerusform>%1, in %Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The script took longer than %Ln seconds and was ended.</source>
        <translation>
            <numerusform>The script took longer than %Ln second and was ended.</numerusform>
            <numerusform>The script took longer than %Ln seconds and was ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::VariableForm</name>
    <message numerus="yes">
        <source>Nothing was changed: %Ln stored values are not of this type. They would count as none.</source>
        <translation>
            <numerusform>Nothing was changed: %Ln stored value is not of this type. It would count as none.</numerusform>
            <numerusform>Nothing was changed: %Ln stored values are not of this type. They would count as none.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was changed: %Ln stored values are not of this type. The default %1 would count instead.</source>
        <translation>
            <numerusform>Nothing was changed: %Ln stored value is not of this type. The default %1 would count instead.</numerusform>
            <numerusform>Nothing was changed: %Ln stored values are not of this type. The default %1 would count instead.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::VariablesPanel</name>
    <message numerus="yes">
        <source>%Ln definitions were written to %1.</source>
        <translation>
            <numerusform>%Ln definition was written to %1.</numerusform>
            <numerusform>%Ln definitions were written to %1.</numerusform>
        </translation>
    </message>
</context>
</TS>
