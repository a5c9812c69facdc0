"""Benefits without application 免申即享: found from data, told, paid, and set right when wrong."""
