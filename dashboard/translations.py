"""The words of Streamlit's scripts that can appear on our pages, in French, by script."""

from collections.abc import Mapping

SLOW = "`Cette partie de la page tarde à venir : le réseau est lent. Rechargez la page si elle ne vient pas.`"
WORDS: Mapping[str, Mapping[str, str]] = {
    "index": {
        "`Expand sidebar`": "`Ouvrir le menu`",
        "`Collapse sidebar`": "`Fermer le menu`",
        '"aria-label":`Sidebar`': '"aria-label":`Menu`',
        "`Skip to main content`": "`Aller au contenu`",
        "`App pages`": "`Pages du tableau de bord`",
        "`Main menu`": "`Menu`",
        "`Running...`": "`Mise à jour…`",
        "`Please wait...`": "`Un instant…`",
        "`Connecting`": "`Connexion`",
        "`Connecting to Streamlit server`": "`Connexion au serveur`",
        "`Unable to connect to Streamlit server`": "`Le serveur ne répond pas`",
        "`Connection error`": "`Connexion interrompue`",
        "`Connection timed out.`": "`Le serveur met trop de temps à répondre.`",
        "`Close`": "`Fermer`",
        "`Error`": "`Erreur`",
        "`Try again`": "`Réessayer`",
        "`Continue anyway`": "`Continuer quand même`",
        "`Bad message format`": "`Message illisible`",
        "`Page not found`": "`Page introuvable`",
        "`You have requested page /${e}, but no corresponding file was found in "
        "the app's pages/ directory`": "`Aucune page ne s'appelle « ${e} »`",
        "`The page that you have requested does not seem to exist`": "`La page demandée n'existe pas`",
        "`${t}. Running the app's main page.`": "`${t}. Voici la première page du tableau de bord.`",
        "`Is Streamlit still running? If you accidentally stopped Streamlit, "
        "just restart it in your terminal:`": (
            "`Le tableau de bord est arrêté. S'il tournait sur ce poste, relancez-le :`"
        ),
        "`streamlit run yourscript.py`": "`inclusion serve`",
        "`Streamlit server is not responding. Are you connected to the internet?`": (
            "`Le serveur du tableau de bord ne répond pas. Vérifiez votre connexion ; "
            "cette page se remettra à jour d'elle-même.`"
        ),
    },
    "Multiselect": {
        "`No results`": "`Aucun résultat`",
        "`Clear all`": "`Tout effacer`",
        "locale:`en-US`": "locale:`fr-FR`",
        "`Select all`": "`Tout choisir`",
        "`Selected values`": "`Valeurs choisies`",
        "`Open`": "`Ouvrir`",
        "`Remove ${e}`": "`Retirer ${e}`",
        "`You can only select up to ${t.maxSelections} ${e}. Remove an option first.`": (
            "`Pas plus de ${t.maxSelections} choix : retirez-en un d'abord.`"
        ),
    },
    "Selectbox": {
        "`No results`": "`Aucun résultat`",
        "locale:`en-US`": "locale:`fr-FR`",
        "`Clear value`": "`Effacer`",
        "`Open`": "`Ouvrir`",
    },
    "useFloatingOverlay": {
        "`Dismiss`": "`Fermer`",
    },
    "DateInput": {
        "`Choose date`": "`Choisir une date`",
        "`Clear date`": "`Effacer la date`",
        "`Use arrow keys to navigate dates. Enter to select. Escape to close.`": (
            "`Les flèches parcourent les dates, Entrée choisit, Échap ferme.`"
        ),
        "locale:`en-US`": "locale:`fr-FR`",
    },
    "ReorderedSegments": {
        "`Previous month`": "`Mois précédent`",
        "`Next month`": "`Mois suivant`",
    },
    "StreamlitMarkdown": {
        "`Help for ${": "`Aide : ${",
    },
    "TextInput": {
        "`Clear entry`": "`Effacer`",
    },
    "InputInstructions": {
        "`submit form`": "`valider`",
        "`apply`": "`appliquer`",
        "`Press Enter to ${e}`": "`Entrée pour ${e}`",
    },
    "NumberInput": {
        "`Clear value`": "`Effacer`",
        "`Decrement`": "`Diminuer`",
        "`Increment`": "`Augmenter`",
        "`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": (
            "`Donnez un nombre entre ${n} et ${r}.`"
        ),
        "`Number is below the allowed range. Please enter a value greater than or equal to ${n}.`": (
            "`Donnez un nombre d'au moins ${n}.`"
        ),
        "`Number is below the allowed range.`": "`Ce nombre est trop petit.`",
        "`Number is above the allowed range. Please enter a value less than or equal to ${r}.`": (
            "`Donnez un nombre d'au plus ${r}.`"
        ),
        "`Number is above the allowed range.`": "`Ce nombre est trop grand.`",
    },
    "WidgetLabel": {
        "`(required)`": "`(obligatoire)`",
    },
    "requiredField": {
        "`This field is required.`": "`Ce champ est obligatoire.`",
    },
    "DownloadButton": {
        # Whatever failed, the server's own words are English: one sentence says what can be done.
        "e instanceof Error?e.message:`Download failed`": (
            "`Le fichier n'est pas venu : trop de demandes à la fois, ou plus de 60 fichiers en dix minutes. "
            "Attendez un peu, puis réessayez.`"
        ),
    },
    "Toolbar": {
        "`Fullscreen`,icon": "`Plein écran`,icon",
        "`Close fullscreen`": "`Quitter le plein écran`",
    },
    "ComponentInstance": {
        "`Your app is having trouble loading the **${e}** component.\\n\\nIf this is an "
        "installed component that works locally, the app may be having trouble accessing the "
        "component frontend assets due to network latency or proxy settings in your app "
        "deployment.\\n\\nFor more troubleshooting help, please see the [Streamlit Component "
        "docs](${T}) or visit our [forums](${w}).`": SLOW,
        "`Your app is having trouble loading the **${e}** component.\\nThe app is attempting "
        "to load the component from **${t}**,\\nand hasn't received its "
        "\\`Streamlit.setComponentReady()\\` message.\\n\\nIf this is a development build, "
        "have you started the dev server?\\n\\nFor more troubleshooting help, please see the "
        "[Streamlit Component docs](${T}) or visit our [forums](${w}).`": SLOW,
    },
}
